/** Whether an item of the form asks for one of these appearances. */
export function looksLike(item, ...words) {
  return (item.appearance ?? []).some((word) => words.includes(word));
}
