// Before Leaflet is read: while it loads, it asks once whether the browser reads SVG inside HTML. This one text may
// pass, all others are refused (Trusted Types); everything that our map shows is made of elements and plain text.
window.trustedTypes?.createPolicy("default", { createHTML: (text) => (text === "<svg/>" ? text : null) });
