/** Numbers as people type them: digits of other scripts, comma or point. What is stored has Western digits. */

// The zero of each script whose digits our languages use; the other nine follow it.
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0xff10];

/** The text with Western digits. */
export function westernDigits(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0);
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/** A whole number, else the text itself (which the rules then refuse); undefined for nothing. */
export function readInteger(typed) {
  const text = westernDigits(typed).trim().replace("\u2212", "-");
  if (!text) return undefined;
  return /^[-+]?\d{1,15}$/.test(text) ? Number(text) : text;
}

/** A number with comma or point, else the text itself; undefined for nothing. */
export function readDecimal(typed) {
  const text = westernDigits(typed).trim().replace("\u2212", "-").replace(/[٫,]/g, ".");
  if (!text) return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : text;
}

/** A stored number as it stands in a field of the screen. */
export function written(value, language) {
  if (typeof value !== "number") return value ?? "";
  const comma = new Intl.NumberFormat(language).formatToParts(1.5).find((part) => part.type === "decimal")?.value === ",";
  return comma ? String(value).replace(".", ",") : String(value);
}
