/** Why an expression or an operator rejects a row. */
const values = {
  'division by zero: {text}': '除以零：{text}',
  '{text} ms is beyond the years that a timestamp can say': '{text} ms 超出 timestamp 能表示的年份',
  '{text} is beyond the years that a timestamp can say': '{text} 超出 timestamp 能表示的年份',
  '{text} is beyond ±(2^53 − 1)': '{text} 超出 ±(2^53 − 1)',
  'delta: {text} is beyond ±(2^53 − 1)': 'delta：{text} 超出 ±(2^53 − 1)',
  'cannot cast {text} to {type}: {why}': '无法将 {text} 转换为 {type}：{why}',
  'it is no number': '它不是数字',
  'it is no whole number': '它不是整数',
  'cast it to DOUBLE first': '请先转换为 DOUBLE',
  'it is beyond ±(2^53 − 1)': '它超出 ±(2^53 − 1)',
  'it is neither true nor false': '它既不是 true 也不是 false',
  'it is no ISO 8601 time': '它不是 ISO 8601 时间',
  'it is beyond the years that a timestamp can say': '它超出 timestamp 能表示的年份',
  'REGEXP_EXTRACT searches at most {most} characters for this pattern, not {count}':
    '对此模式，REGEXP_EXTRACT 最多搜索 {most} 个字符，而不是 {count} 个',
  'REPLACE makes a string of {count} characters': 'REPLACE 会产生 {count} 个字符的字符串',
  'a string of {count} characters': '{count} 个字符的字符串',
  'at most {most} are kept': '最多保留 {most} 个',
  '{count} matches have begun for this key and are not complete, so this row begins none':
    '此键已有 {count} 个开始而未完成的匹配，因此这一行不再开始新的匹配',
  'write within, so that they end': '请写 within，使它们结束',
  'the window of event time {time} reaches beyond the years that a timestamp can have':
    '事件时间 {time} 的窗口超出 timestamp 能表示的年份',
  'the sum is beyond ±9007199254740991, the largest whole number that is exact':
    '和超出 ±9007199254740991，即能精确表示的最大整数',
} as const;

/** Why a row cannot be read. */
const reading = {
  'it is beyond ±(2^53 − 1), where whole numbers are no longer exact': '它超出 ±(2^53 − 1)，其外的整数不再精确',
  '{value} is beyond ±(2^53 − 1), where whole numbers are no longer exact':
    '{value} 超出 ±(2^53 − 1)，其外的整数不再精确',
  'expected {count} fields, found {found}': '应有 {count} 个字段，实际为 {found} 个',
  'field {number}: text after the closing quote': '第 {number} 个字段：结尾引号之后还有文本',
  'column "{name}": not UTF-8': '列“{name}”：不是 UTF-8',
  'not UTF-8': '不是 UTF-8',
  '{value} is not UTF-8': '{value} 不是 UTF-8',
  'not JSON: {why}': '不是 JSON：{why}',
  'its value is empty': '它的值是空的',
  'not a JSON object': '不是 JSON 对象',
  'this is no time that exists': '这不是存在的时间',
  '{value} ms is no time that exists': '{value} ms 不是存在的时间',
  'expected a timestamp like 2026-11-22T20:04:08Z, found {found}':
    '应为时间，例如 2026-11-22T20:04:08Z，实际为 {found}',
  'expected {what}, found {found}': '应为{what}，实际为{found}',
  'whole milliseconds': '整数毫秒',
  'an array {value}': '数组 {value}',
  'an object {value}': '对象 {value}',
  'longer than {size} MiB': '超过 {size} MiB',
  'there is no list at "{name}"': '“{name}”处没有列表',
  'no name of a metric at the start of the line': '行首没有指标名称',
  'the labels are not written as {name="value",…}': '标签的写法不是 {name="value",…}',
  'no value': '没有值',
  'the value is no number, {value}': '值不是数字：{value}',
  'something behind the value': '值之后还有内容',
  'the row has no event time, for a processing timer gave it': '此行没有事件时间，因为它由处理时间定时器产生',
  'give it in processElement': '请在 processElement 中产生它',
} as const;

/** Why a row is rejected while a pipeline runs. */
export const rejectedRowPhrases: Readonly<Record<string, string>> = { ...values, ...reading };
