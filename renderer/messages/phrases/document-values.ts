/** What a value of a document has to be. */
const kinds = {
  'a text': '文本',
  'a number': '数字',
  'a whole number': '整数',
  'a duration such as 10s': '时长，例如 10s',
  'a size such as 10MiB': '大小，例如 10MiB',
  'true or false': 'true 或 false',
  'a time such as 2026-01-31T12:00:00Z, or a number of milliseconds since 1970':
    '时间，例如 2026-01-31T12:00:00Z，或自 1970 年起的毫秒数',
  'a text, a number, true or false': '文本、数字、true 或 false',
  'an expression': '表达式',
  'a path': '路径',
  'the id of a source or operator': '数据源或算子的 id',
  'the name of a column': '列名',
  'a text, such as {entity} is hot': '文本，例如 {entity}',
  'an address such as https://example.org/metrics': '地址，例如 https://example.org/metrics',
  'a text, a secret in it as ${NAME}': '文本，其中的机密写作 ${NAME}',
  'a list such as [a, b]': '列表，例如 [a, b]',
  'names with a value each, such as name: value': '若干名称及其值，例如 name: value',
  'keys with a value each, such as { type: … }': '若干键及其值，例如 { type: … }',
  'keys with a value each, such as { {name}: … }': '若干键及其值，例如 { {name}: … }',
  'one of {choices}': '{choices}之一',
  '{what}, or a list such as [a, b]': '{what}，或列表，例如 [a, b]',
  '{what}, or keys with a value each, such as { {name}: … }': '{what}，或若干键及其值，例如 { {name}: … }',
  'a list': '列表',
  'a mapping': '映射',
  nothing: '空',
} as const;

/** How far a number, a duration or a size may go. */
const bounds = {
  'at most {value}': '不大于 {value} 的值',
  'a number from {from} to {to}': '{from} 到 {to} 的数字',
  'a number above {from}': '大于 {from} 的数字',
  'a number above {from} up to {to}': '大于 {from} 且不大于 {to} 的数字',
  'a whole number between −(2^53 − 1) and 2^53 − 1': '−(2^53 − 1) 到 2^53 − 1 之间的整数',
} as const;

const wrong = {
  'expects {what}, but finds {found}': '此处应为{what}，实际为{found}',
  'this program reads {value} only': '本程序只读取 {value}',
  'a bare number is an error': '不能只写数字',
  '{value} is no duration': '{value} 不是时长',
  '{value} is no size': '{value} 不是大小',
  '{value} is negative': '{value} 是负数',
  '{value} is out of bounds': '{value} 超出范围',
  'unknown value {value}': '未知的值 {value}',
  'unknown key {value}': '未知的键 {value}',
  'YAML 1.2 has no merge keys': 'YAML 1.2 没有合并键',
  'unknown type {value}': '未知的类型 {value}',
  'no key is expected here': '此处不应有键',
  '"{name}" is missing': '缺少“{name}”',
  'is empty': '内容为空',
  'has 1 entry': '有 1 项',
  'has {count} entries': '有 {count} 项',
  'has {count} characters': '有 {count} 个字符',
  'at most {count} are allowed': '最多允许 {count} 个',
  'at most {count} are allowed here': '此处最多允许 {count} 个',
  'only one is allowed here': '此处只允许一个',
  'has to be on one line': '必须写在一行内',
  'a column needs a name': '列需要名称',
  '{value} is no name of a header': '{value} 不是标头名称',
  '{value} is no id': '{value} 不是 id',
  'says not how values are made': '没有说明如何产生值',
  '{value} is one way too many': '{value} 是多余的一种方式',
  'further problems, {count} in number, are not shown: mend these first': '另有 {count} 个问题未显示：请先更正以上问题',
} as const;

/** What to write instead. */
const advice = {
  'did you mean {name}?': '是否想写 {name}？',
  'write {what}': '请写{what}',
  'write {value} in quotes': '请写成带引号的 {value}',
  'write only one of {choices}': '请只写{choices}之一',
  'write a number and ms, s, m, h or d, such as 250ms or 10s': '请写数字和 ms、s、m、h 或 d，例如 250ms 或 10s',
  'write a number and B, kB, MB, GB, KiB, MiB or GiB, such as 10MiB':
    '请写数字和 B、kB、MB、GB、KiB、MiB 或 GiB，例如 10MiB',
  'write 0s or more': '请写 0s 或更长',
  'write at least {count}': '请至少写 {count}',
  'write at least one character': '请至少写一个字符',
  'write {name}: and {what}': '请写 {name}: 和{what}',
  'write {name}: and the columns': '请写 {name}: 和各列',
  'write {name}: and a list': '请写 {name}: 和列表',
  'the keys here are {names}': '此处的键有 {names}',
  'the columns are {names}': '列有 {names}',
  'the sources are {names}': '数据源类型有 {names}',
  'the operators are {names}': '算子类型有 {names}',
  'the sinks are {names}': '输出类型有 {names}',
  'the windows are {names}': '窗口类型有 {names}',
  'the restart strategies are {names}': '重启策略有 {names}',
  'use up to 64 of a to z, 0 to 9 and -, beginning with a letter or digit':
    '请用最多 64 个 a 到 z、0 到 9 和 -，以字母或数字开头',
  'write version: 1, so that later versions know how to read the document':
    '请写 version: 1，以便以后的版本知道如何读取文档',
  'a pipeline needs at least one source, such as sensors: { type: system }':
    '管道至少需要一个数据源，例如 sensors: { type: system }',
  'a pipeline without sinks does nothing, add one such as screen: { type: chart, inputs: [sensors] }':
    '没有输出的管道不做任何事，请添加一个，例如 screen: { type: chart, inputs: [sensors] }',
} as const;

/** What is wrong with the values of a document, whatever they are about. */
export const documentValuePhrases: Readonly<Record<string, string>> = { ...kinds, ...bounds, ...wrong, ...advice };
