/** What of a node cannot be said in Flink SQL; words of the document stay as they are written. */
const what = {
  'the window': '窗口',
  'the pattern': '模式',
  "the pattern '{pattern}'": '正则表达式“{pattern}”',
  'CAST of a double to STRING': '从 double 到 STRING 的 CAST',
  'CAST of a string to TIMESTAMP': '从 string 到 TIMESTAMP 的 CAST',
  '{sign} of a time': '时间的 {sign} 运算',
  '% of a double': 'double 的 % 运算',
  '{name} over the rows of a step': '对一个步骤的多行计算的 {name}',
  'times of the step {name}': '步骤 {name} 的 times',
  'a sink of type http': 'http 类型的输出',
  'the path of several files': '指向多个文件的路径',
  'the header of csv': 'csv 的标题行',
  'the window of a count': '按行数的窗口',
  'the offset of the window': '窗口的偏移',
  'the slide of the window': '窗口的滑动步长',
  'the column window_time': '列 window_time',
  'the header {name}': '标头 {name}',
} as const;

/** Why. */
const why = {
  'it has no counterpart in Flink SQL': '它在 Flink SQL 中没有对应',
  'Flink forgets by the clock of the machine, not by event time': 'Flink 按机器时钟而不是事件时间遗忘',
  'each average needs the one before, which Flink SQL cannot say': '每个平均值都需要前一个，Flink SQL 无法表达',
  'Flink prints 1 as 1.0': 'Flink 把 1 写成 1.0',
  'Flink reads other texts as times': 'Flink 能读作时间的文本不同',
  'Flink adds only a written INTERVAL to a time': 'Flink 只能给时间加上写明的 INTERVAL',
  "Flink's takes whole numbers only": 'Flink 的此运算只接受整数',
  'it would need all of them at once': '它需要同时拥有所有这些行',
  'it would be a variable for each row': '那样每一行都要一个变量',
  'MATCH_RECOGNIZE gives other matches for a range': '对于范围，MATCH_RECOGNIZE 会给出不同的匹配',
  'Java and JavaScript read parts of it differently': 'Java 与 JavaScript 对其中一些部分的理解不同',
  'Flink SQL keeps no rejected rows, a bad one ends the job': 'Flink SQL 不保存被拒绝的行，一个坏行就会结束作业',
  'Flink SQL drops late rows and only counts them': 'Flink SQL 丢弃迟到的行，只计数',
  'Flink has no such connector': 'Flink 没有这样的连接器',
  "Flink's tables are not encrypted": 'Flink 的表不加密',
  'times in it are not written alike': '其中时间的写法不同',
  'times in it are not read alike': '其中时间的读法不同',
  'without checkpoints Flink commits nothing before the end': '没有检查点时，Flink 在结束之前不提交任何内容',
  'one field is read as two types': '同一字段被读作两种类型',
  "Flink's tables of files read each file once": 'Flink 的文件表对每个文件只读一次',
  'Flink reads files in no certain order, so other rows would be late':
    'Flink 读取文件没有确定的顺序，因此迟到的行会不同',
  "Flink's csv knows no line of names": 'Flink 的 csv 不支持标题行',
  'behind {other} Flink no longer knows the windows of the rows': '在 {other} 之后，Flink 已不知道各行所属的窗口',
  'Flink has no aggregate that knows resets of counters': 'Flink 没有能识别计数器重置的聚合',
  'Flink cannot merge it over the parts of {kind} windows': 'Flink 无法在 {kind} 窗口的各部分之间合并它',
  "Flink's window functions have none": 'Flink 的窗口函数没有它',
  'Flink SQL has none': 'Flink SQL 没有它',
  'the same rows would not give the same results': '相同的行不会给出相同的结果',
  "Flink's window functions lose rows between two watermarks where there is one":
    '有偏移时，Flink 的窗口函数会丢失两个水位线之间的行',
  "Flink's HOP takes a size that is a multiple of it": 'Flink 的 HOP 要求窗口大小是它的整数倍',
  'windows of Flink have one of that name themselves': 'Flink 的窗口自己已有同名的列',
  'the later time of two joined rows is no time attribute in Flink, only that of one side is':
    '连接的两行中较晚的时间在 Flink 中不是时间属性，只有其中一侧的时间才是',
} as const;

/** What to do. */
const remedy = {
  'compute it before or keep it local': '请在此之前计算它，或只在本机运行',
  'take it out': '请去掉它',
  'take it out or keep it local': '请去掉它，或只在本机运行',
  'take it out, or keep it local': '请去掉它，或只在本机运行',
  'take out what reads them, or keep it local': '请去掉读取它们的部分，或只在本机运行',
  'use avg in a window, or keep it local': '请在窗口中使用 avg，或只在本机运行',
  'CAST it to BIGINT before, or keep it a double': '请先将它 CAST 为 BIGINT，或保留为 double',
  'CAST {column} to BIGINT before, or take a column of text': '请先将 {column} CAST 为 BIGINT，或改用文本列',
  'declare the column as a timestamp in the schema of the source': '请在数据源的 schema 中将该列声明为 timestamp',
  'write one': '请写一个',
  'write x - y * FLOOR(x / y), or CAST both to BIGINT': '请写 x - y * FLOOR(x / y)，或将两者 CAST 为 BIGINT',
  'use first, last, min, max, sum, count or avg': '请使用 first、last、min、max、sum、count 或 avg',
  'at most {count} are written': '最多写 {count} 个',
  'write one number, such as times: {count}': '请写一个数字，例如 times: {count}',
  'write it with sets, groups, \\d, \\w and repetitions only': '请只用字符集、分组、\\d、\\w 和重复来书写',
  'write a file, or use --tables kafka with one': '请写入文件，或配合文件使用 --tables kafka',
  'write ndjson, or use --tables kafka': '请使用 ndjson，或使用 --tables kafka',
  'set settings.checkpoint.mode to exactly_once, or delivery to at_least_once':
    '请将 settings.checkpoint.mode 设为 exactly_once，或将 delivery 设为 at_least_once',
  'read it once, and CAST it in an extend behind the source': '请只读一次，并在数据源之后的 extend 中 CAST 它',
  'use --tables kafka or set it to false': '请使用 --tables kafka，或将它设为 false',
  'name one file, or use --tables kafka': '请只指定一个文件，或使用 --tables kafka',
  'set csv: { header: false } for files without one, or use ndjson':
    '对于没有标题行的文件请设置 csv: { header: false }，或使用 ndjson',
  "rank each window's rows by themselves": '请对每个窗口的行分别排名',
  'use a lag before, or keep it local': '请在此之前使用 lag，或只在本机运行',
  'use min or max, or a tumbling window': '请使用 min 或 max，或使用滚动窗口',
  'set it to 0s or keep it local': '请将它设为 0s，或只在本机运行',
  'set it to event or keep it local': '请将它设为 event，或只在本机运行',
  'use windows of time or keep it local': '请使用按时间的窗口，或只在本机运行',
  'choose such a slide': '请选择这样的滑动步长',
  'call it otherwise': '请换一个名称',
  'write between: with 0s as one of its ends in the interval_join before it':
    '请在它之前的 interval_join 中将 between: 的一端写为 0s',
} as const;

/** Why a pipeline cannot be said in Flink SQL: `{what} on {node}: {why}; {what to do}`. */
export const portabilityPhrases: Readonly<Record<string, string>> = {
  ...what,
  ...Object.fromEntries(
    Object.entries(why).map(([english, text]) => [`{what} on {node}: ${english}`, `{node} 的 {what}：${text}`]),
  ),
  ...remedy,
};
