/** The receipt code: 80 random bits in Crockford's base 32, in four groups of four. It exists only here and on the person's sheet. */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;

export function newReceipt() {
  const random = crypto.getRandomValues(new Uint8Array(LENGTH));
  return grouped([...random].map((byte) => ALPHABET[byte % 32]).join(""));
}

/** A code as somebody typed it (small letters, O for 0, blanks), or null if it is none. */
export function readReceipt(typed) {
  const signs = typed.replace(/[\s\-–]/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
  return signs.length === LENGTH && [...signs].every((sign) => ALPHABET.includes(sign)) ? grouped(signs) : null;
}

function grouped(signs) {
  return signs.match(/.{4}/g).join("-");
}
