/** Whether a JSON number is whole by its digits: as a double, 9007199254740990.6 is whole. */
export function saysWhole(text: string): boolean {
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  const point = mantissa.indexOf('.');
  const decimals = point === -1 ? 0 : mantissa.length - point - 1;
  const digits = mantissa.replace(/[-.]/g, '');
  let end = digits.length;
  while (0 < end && digits[end - 1] === '0') end--;
  return end === 0 || decimals - (digits.length - end) <= Number(exponent);
}
