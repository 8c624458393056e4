// After the first visit the offers of this language open without a network. It begins when the page is all there.
import { keepWhereDue } from "./keep.js";

const begin = () => keepWhereDue().catch(() => {}); // a browser that keeps nothing for anybody: the page works as ever

if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
