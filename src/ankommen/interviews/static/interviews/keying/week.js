/** ISO weeks and days as typed on the keying screen. */

/** The day of "21.11.2026" as ISO text, or null. */
export function readDay(typed) {
  const [, day, month, year] = typed.trim().match(/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/) ?? [];
  const moment = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number.isNaN(moment.getTime()) || moment.getUTCDate() !== Number(day) ? null : iso(moment);
}

/** The Monday of "47" (of the year of `today`) or "2026-W47" as ISO text, or null. */
export function mondayOf(typed, today) {
  const [, year = today.slice(0, 4), week] = typed.trim().match(/^(?:(\d{4})-?W)?(\d{1,2})$/i) ?? [];
  if (!week) return null;
  const fourth = new Date(Date.UTC(Number(year), 0, 4)); // 4 January lies in week 1
  const monday = new Date(fourth);
  monday.setUTCDate(4 - ((fourth.getUTCDay() + 6) % 7) + (Number(week) - 1) * 7);
  const thursday = new Date(monday);
  thursday.setUTCDate(monday.getUTCDate() + 3);
  return Number(week) >= 1 && thursday.getUTCFullYear() === Number(year) ? iso(monday) : null;
}

function iso(moment) {
  return moment.toISOString().slice(0, 10);
}
