/** A moment as the browser's own field for date and time takes it: local, to the second. */
export function localText(time: number): string {
  const moment = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`;
}

/** The moment that such a field says; NaN where it is empty. */
export function localTime(text: string): number {
  return new Date(text).getTime();
}
