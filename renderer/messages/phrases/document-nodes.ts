/** What is wrong with how the nodes of a document go together. */
const graph = {
  'the {type} needs the event time of its rows': '{type} 需要行的事件时间',
  'but source "{name}" has none': '但数据源“{name}”没有事件时间',
  'write event_time: { column: {column} } in {path}': '请在 {path} 中写 event_time: { column: {column} }',
  'it needs a timestamp column for that': '它为此需要一个 timestamp 列',
  'replay one that was made of rows with event time': '请回放由带事件时间的行录制的录制',
  '{value} is a sink, from which nothing can be read': '{value} 是输出，不能从中读取',
  'unknown input {value}': '未知的输入 {value}',
  '{value} does not exist': '{value} 不存在',
  'the late rows are read as {choices}': '迟到的行以 {choices} 读取',
  'only window, top_n, interval_join and pattern have late rows, which are read as {value}':
    '只有 window、top_n、interval_join 和 pattern 有迟到的行，以 {value} 读取',
  'there is nothing to read': '没有可读取的内容',
  'there are {names}': '现有 {names}',
  'the same input is named twice': '同一输入写了两次',
  'take one of them out': '请去掉其中一个',
  'there are {count} nodes, at most {most} are allowed in a document':
    '有 {count} 个节点，一个文档中最多允许 {most} 个',
  'the id {value} is taken already by {path}': 'id {value} 已被 {path} 使用',
  'choose another': '请另选一个',
  'a cycle: {path}': '循环：{path}',
  'rows would go round forever, take one of these inputs out': '行会永远循环，请去掉其中一个输入',
  'the sink {value} writes to this folder already': '输出 {value} 已写入此文件夹',
  'give each sink a folder of its own': '请为每个输出指定各自的文件夹',
  'nobody reads the source {value}': '没有任何节点读取数据源 {value}',
  'name it in the inputs of a sink or operator': '请在输出或算子的 inputs 中写上它',
  'the rows of {value} have other columns than those before ({difference})':
    '{value} 的行与之前的列不同（{difference}）',
  '{found} instead of {wanted}': '是 {found}，而不是 {wanted}',
  none: '无',
  'all inputs of a sink need the same columns': '一个输出的所有输入需要相同的列',
  'all inputs of a union need the same columns': '一个 union 的所有输入需要相同的列',
} as const;

/** With its columns. */
const columns = {
  'unknown column {value}': '未知的列 {value}',
  'there are no columns here': '此处没有列',
  'the column {value} is named twice': '列 {value} 写了两次',
  'there would be {count} columns, at most {most} are allowed': '会有 {count} 列，最多允许 {most} 列',
  'the input has a column {value} already': '输入中已有列 {value}',
  'there is a column {value} in the schema already': 'schema 中已有列 {value}',
  'choose another name, or use select to replace it': '请选择其他名称，或用 select 替换它',
  'rename it with select before the top_n': '请在 top_n 之前用 select 重命名它',
  'the result has a column {value} of its own': '结果自己已有列 {value}',
  'rename this one with select before the window': '请在 window 之前用 select 重命名此列',
  'every window gives a column {value} already': '每个窗口已给出列 {value}',
  'the key gives a column {value} already': 'key 已给出列 {value}',
  'there would be two columns {value}': '会有两列 {value}',
  'rename one of them with select before the join': '请在连接之前用 select 重命名其中一列',
  'column {value} is a {type}': '列 {value} 是 {type}',
  'event time needs a timestamp: {what}': '事件时间需要 timestamp：{what}',
  'give the source one': '请为数据源提供一个',
  'name one, such as {value}': '请写一个，例如 {value}',
  'x needs a {choices}': 'x 需要 {choices}',
  'y needs a {choices}': 'y 需要 {choices}',
  'the rows have no timestamp column, write x: and a column of numbers': '行中没有 timestamp 列，请写 x: 和一个数字列',
  'the rows have no column of numbers, add one with extend': '行中没有数字列，请用 extend 添加一个',
  '{value} is a {left} and {other} a {right}': '{value} 是 {left}，{other} 是 {right}',
  'which are never equal': '它们永远不会相等',
  'make them alike with CAST in an extend before the join': '请在连接之前的 extend 中用 CAST 使它们一致',
  'column {value} cannot be found by "from" in files without a header':
    '在没有标题行的文件中不能用“from”查找列 {value}',
  'the schema gives their order': '其顺序由 schema 决定',
  '{name} is a {type}, not a {other}: write type: {type2}': '{name} 是 {type}，不是 {other}：请写 type: {type2}',
  'unknown {value}': '未知的 {value}',
} as const;

/** With the operators. */
const operators = {
  'the condition gives a {type}': '条件的结果是 {type}',
  'write one that is TRUE or FALSE, such as value > 85': '请写结果为 TRUE 或 FALSE 的条件，例如 value > 85',
  'the expression is wrong once {names} is filled in': '填入 {names} 后表达式有误',
  'write the columns in which a row has to differ, such as on: [value]': '请写行必须有所不同的列，例如 on: [value]',
  'only keep: changed compares columns': '只有 keep: changed 会比较列',
  'write keep: changed or take this out': '请写 keep: changed，或去掉它',
  'without it only the first row of all would go on': '没有它，只有第一行会继续',
  '{from} is more than {to}, write the smaller one first: {value}': '{from} 大于 {to}，请先写较小的：{value}',
  'rate(x) is counted by the event time of the rows, but the source has none':
    'rate(x) 按行的事件时间计算，但数据源没有事件时间',
  'write event_time there': '请在该处写 event_time',
  '{max} is less than min {min}': '{max} 小于 min {min}',
  'a step before is called {value} too': '之前的一个步骤也叫 {value}',
  'the rows of {value} do not say in which window they are, which top_n ranks them by':
    '{value} 的行没有说明属于哪个窗口，而 top_n 按窗口排名',
  'read a window that has an end in time, and keep its window_start and window_end':
    '请读取有结束时间的窗口，并保留它的 window_start 和 window_end',
  'offset {value} is not shorter than {key} {other}': 'offset {value} 不比 {key} {other} 短',
  'take whole {key}s off it': '请从中减去整数倍的 {key}',
  'each row would belong to {count} windows': '每行会属于 {count} 个窗口',
  'write a longer slide': '请写更长的 slide',
  'size {value} is not a multiple of step {other}': 'size {value} 不是 step {other} 的整数倍',
  'write a step that divides it': '请写能整除它的 step',
  'windows of a count follow no clock': '按行数的窗口不跟随时钟',
  'no row is late in windows of a count': '按行数的窗口中没有迟到的行',
  'no row is late by the clock': '按时钟没有迟到的行',
} as const;

/** With the sources and sinks. */
const ends = {
  'files of Parquet are compressed in themselves, write none or another format':
    'Parquet 文件自身已压缩，请写 none 或其他格式',
  'files of Parquet cannot be followed, for they are whole or nothing':
    'Parquet 文件不能跟随读取，因为它们只有完整时才可读',
  'write false or another format': '请写 false 或其他格式',
  'a secret does not belong into a document': '机密不应写在文档中',
  'a password does not belong into a document': '密码不应写在文档中',
  'take it from the environment with ${NAME}': '请用 ${NAME} 从环境变量中取',
  'the last row would be beyond ±(2^53 − 1)': '最后一行会超出 ±(2^53 − 1)',
  'make start, step or rows smaller': '请减小 start、step 或 rows',
  'start {value} is above max {max}': 'start {value} 大于 max {max}',
  'start {value} is below min {min}': 'start {value} 小于 min {min}',
  'by default': '默认值',
  'min {min} is larger than max {max}': 'min {min} 大于 max {max}',
  'make min at most max': '请使 min 不大于 max',
  'a period in time needs a column of times that go on from row to row, write a number of rows such as 60':
    '以时间表示的周期需要一个逐行前进的时间列，请写行数，例如 60',
  'the period is a number of rows above 0 such as 60, or a duration such as 1m':
    '周期是大于 0 的行数，例如 60，或时长，例如 1m',
  'the values are of different types ({one} and {other}), write all of one type':
    '各值的类型不同（{one} 和 {other}），请全部写成同一类型',
  '{value} is no address, write one such as https://example.org/metrics':
    '{value} 不是地址，请写例如 https://example.org/metrics',
  'http is for this machine alone, as others could read and change what is sent: write https':
    'http 只用于本机，因为他人可以读取和更改所发送的内容：请写 https',
  '{value} is no way to ask, write https, or http on this machine': '{value} 不是请求方式，请写 https，本机可写 http',
  'this header is set by the program': '此标头由程序设置',
  'this header is there already': '此标头已存在',
  'write it once': '请只写一次',
  'a header holds characters of Latin-1 on one line': '标头只能在一行内包含 Latin-1 字符',
  '"items" leads into json, but the format is {format}: take it out': '“items”用于 json，但格式是 {format}：请去掉它',
  '"metrics" chooses from prometheus, but the format is {format}: take it out':
    '“metrics”用于 prometheus，但格式是 {format}：请去掉它',
  '"csv" says how CSV files are written, but the format is {format}: take it out':
    '“csv”说明 CSV 文件的写法，但格式是 {format}：请去掉它',
  'prometheus has columns of its own ({names}): take it out': 'prometheus 自带各列（{names}）：请去掉它',
  'prometheus has the column ts for it: take it out': 'prometheus 为此有列 ts：请去掉它',
  'the event time of prometheus is ts: write that, or leave it out': 'prometheus 的事件时间是 ts：请写它，或省略',
  'a quote or line break cannot be a delimiter': '引号或换行不能作分隔符',
  'write another character': '请写其他字符',
  '{value} is no name of a topic': '{value} 不是主题名称',
  'write letters, digits, points, lines below and hyphens': '请用字母、数字、点、下划线和连字符',
  '{value} is no broker': '{value} 不是 broker',
  'write its machine and port such as localhost:9092': '请写它的机器和端口，例如 localhost:9092',
  'others could read and change what goes to another machine: add tls, {} for what Node trusts':
    '他人可以读取和更改发往其他机器的内容：请添加 tls，用 {} 表示信任 Node 所信任的',
  'a certificate and its key belong together: write both, or neither': '证书和它的密钥须成对：请都写，或都不写',
  'a column in braces is not one of the rows': '花括号中的列不是行的列',
  'write {{ for a brace that is only a brace': '仅作花括号时请写 {{',
  '{value} has no other brace that belongs to it': '{value} 没有与之配对的花括号',
  'write a column in braces, such as {entity}, or {value} for the character':
    '请在花括号中写列，例如 {entity}，或写 {value} 表示该字符',
  'a path cannot hold the character U+0000': '路径不能包含字符 U+0000',
  'a recording is named by "path" or by "name"': '录制由“path”或“name”指定',
  'write one of them': '请写其中之一',
  'the speed is max, or a factor above 0 such as 1 or 10': '速度是 max，或大于 0 的倍数，例如 1 或 10',
  'there is no recording to read in {path} ({why})': '{path} 中没有可读取的录制（{why}）',
} as const;

/** What is wrong with the nodes of a document. */
export const documentNodePhrases: Readonly<Record<string, string>> = { ...graph, ...columns, ...operators, ...ends };
