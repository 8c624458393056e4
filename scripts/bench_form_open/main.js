/** The smallest page around @getodk/web-forms: one form, no attachments. The form is fetched while Vue starts. */

import { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";
import { createApp, h } from "vue";

const formXml = await (await fetch("/form.xml")).text();
const props = { formXml, fetchFormAttachment: async () => new Response("", { status: 404 }), missingResourceBehavior: "BLANK" };
createApp({ render: () => h(OdkWebForm, props) }).use(webFormsPlugin).mount("#app");
