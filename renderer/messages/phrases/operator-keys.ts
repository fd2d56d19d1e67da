/** What the keys of operators and sinks mean, by its English, in simplified Chinese. */
export const operatorKeys: Readonly<Record<string, string>> = {
  'What changes rows.': '改变行的部分。',
  'The source or operator whose rows come in.': '输入行来自哪个数据源或算子。',
  'Rows for which this is TRUE go on.': '此条件为 TRUE 的行继续传递。',
  'The columns that go on, and what each holds.': '继续传递的列，以及各列的内容。',
  "Columns that are added to the input's, and what each holds.": '在输入的列之外添加的列，以及各列的内容。',
  'The sources and operators whose rows become one stream; all of one schema.':
    '哪些数据源和算子的行合为一个流；它们的列须相同。',
  'Which windows a row belongs to.': '行属于哪些窗口。',
  'How long a window is.': '窗口的长度。',
  'Moves the starts of all windows; shorter than the time from one start to the next.':
    '移动所有窗口的起点；须短于相邻两个起点之间的时间。',
  'How far the next window starts after a window.': '下一个窗口比前一个窗口晚多久开始。',
  'How long there is no row of a key when its window ends.': '某个键多久没有行时，其窗口结束。',
  'How much longer than a window the next one of the same start is; the size is a multiple of it.':
    '同一起点的下一个窗口比前一个长多少；长度须是它的整数倍。',
  'How many rows of a key a window has.': '一个窗口包含某个键的多少行。',
  'Whether windows follow the time of the rows or the clock.': '窗口按行的时间还是按时钟划分。',
  'Columns whose values each have windows of their own; none: one group.':
    '这些列的每组值各有自己的窗口；不写：合为一组。',
  'Result columns, and the aggregate each holds.': '结果列，以及各列的聚合。',
  'How long a window that has fired still takes late rows.': '窗口触发之后，还接受迟到的行多久。',
  'Columns whose values say which rows are about the same thing; none: all are.':
    '由这些列的值判断哪些行说的是同一事物；不写：所有行都是。',
  'Which rows go on: the first one of each key, or each that differs from the one of its key before.':
    '哪些行继续传递：每个键的第一行，或每个与同键前一行不同的行。',
  'With keep: changed, the columns in which a row has to differ from the one of its key before.':
    '用 keep: changed 时，行须在这些列上与同键前一行不同。',
  'A key without a row for this long, in event time, begins anew: its next row is a first one again.':
    '按事件时间，某个键这么久没有行就重新开始：其下一行又算第一行。',
  'Columns whose values each have rows before of their own; none: the row before is that of all rows.':
    '这些列的每组值各有自己的前一行；不写：前一行取自所有行。',
  "Columns that are added to the input's: lag(x) and lag(x, n), delta(x), rate(x) (a second) and ewma(x, alpha) over the rows of the key before, and expressions over them.":
    '在输入的列之外添加的列：对同键之前的行计算的 lag(x) 与 lag(x, n)、delta(x)、rate(x)（每秒）和 ewma(x, alpha)，以及用它们写成的表达式。',
  'Columns whose values each have ranks of their own in each window; none: all rows of a window are ranked together.':
    '在每个窗口中，这些列的每组值各自排名；不写：窗口中的所有行一起排名。',
  'What ranks the rows, the first entry first; with desc behind it, the largest comes first. Nulls are always last.':
    '行的排名依据，写在前面的优先；后面加 desc 则最大的在前。空值始终排在最后。',
  'How many rows of each window and key go on.': '每个窗口和键有多少行继续传递。',
  'The left and the right source or operator whose rows are paired.': '行相互配对的左、右两个数据源或算子。',
  'Pairs of columns, left and right, whose values have to be equal.': '值须相等的左右列对。',
  "How far the right row's time may be from the left one's: the least and the most, both included.":
    '右行的时间可与左行相差多少：最少和最多，均含在内。',
  'Columns whose values each have sequences of their own; none: one sequence of all rows.':
    '这些列的每组值各有自己的序列；不写：所有行为一个序列。',
  'What has to happen, step after step, in the order of event time.': '按事件时间的顺序，一步一步须发生什么。',
  'What the columns call the rows of this step.': '在列中如何称呼这一步的行。',
  'The rows that this step takes are those for which this is TRUE.': '这一步接受此条件为 TRUE 的行。',
  'How many rows the step takes.': '这一步接受多少行。',
  'The fewest rows of this step.': '这一步的最少行数。',
  'The most rows of this step.': '这一步的最多行数。',
  "Whether the step's first row has to be the very next one after the step before; else it is some later row.":
    '这一步的第一行是否须紧接上一步；否则可以是之后的某一行。',
  "Whether the step's rows have to follow each other with no other row between them.":
    '这一步的行是否须彼此相连，中间没有其他行。',
  "A match takes less than this: its last row's time minus its first row's.":
    '一次匹配须短于此值：末行的时间减去首行的时间。',
  'The columns of a match, and what each holds of the rows of its steps.': '匹配结果的列，以及各列从各步的行中取什么。',
  'Where the next match may begin: behind the last row of this one, or behind its first.':
    '下一次匹配可从哪里开始：本次末行之后，或首行之后。',
  'Where rows end.': '行到哪里去。',
  'The sources and operators whose rows come in; all of one schema.': '输入行来自哪些数据源和算子；它们的列须相同。',
  'The folder of the part files.': '分段文件所在的文件夹。',
  'When a part is closed and the next one begun.': '何时结束一个分段文件并开始下一个。',
  'A part that is this large is closed.': '达到此大小的分段文件即结束。',
  'A part that is this old is closed.': '达到此时长的分段文件即结束。',
  'Whether the files are compressed.': '文件是否压缩。',
  'Encrypts the files, so that the age program opens them with the passphrase.': '加密文件，可用 age 程序凭密码打开。',
  'What opens the files again; it comes from the environment.': '打开文件所用的密码；取自环境变量。',
  'What stands above the chart. Default: the id of the sink.': '图表的标题。默认：输出的名称。',
  'The time or number along the bottom. Default: ts, window_end, or the first timestamp column.':
    '横轴上的时间或数。默认：ts、window_end 或第一个 timestamp 列。',
  'The number that is drawn. Default: value, or the first number column.': '绘制的数。默认：value 或第一个数值列。',
  'Each value of this column has a line of its own. Default: entity, or metric, where there is one.':
    '此列的每个值各有一条线。默认：entity 或 metric（若有）。',
  "A UCUM code of the numbers. Default: taken from the rows' column unit.":
    '数值单位的 UCUM 代码。默认：取自行的 unit 列。',
  'What the notification says first; {column} stands for the value in the row. Default: the id of the sink.':
    '通知的标题；{column} 代表行中该列的值。默认：输出的名称。',
  'What it says below the title; {column} stands for the value in the row.':
    '标题下面的文字；{column} 代表行中该列的值。',
  'At most one notification in this time by the clock; the next one tells how many were left out.':
    '按时钟计，此时间内最多一条通知；下一条会说明省略了多少条。',
  'How many rows go with one request: their number, or that and how long they wait for each other.':
    '一个请求带多少行：行数，或行数加上相互等待的时间。',
  'Most rows of one request.': '一个请求最多的行数。',
  'How long a row waits for others.': '一行等待其他行多久。',
  'Where rows wait on the disk while the other side is away.': '对方不可用时，行在磁盘上等待的位置。',
  'A folder; in it each sink has one of its own.': '一个文件夹；每个输出在其中各有自己的文件夹。',
  'Once as much waits, sources that can wait have to, and rows of those that cannot are dropped and counted.':
    '等待的数量达到此值后，能等待的数据源须等待，不能等待的数据源的行被丢弃并计数。',
  'How values are written: one JSON object each, all columns in it.': '值的格式：各为一个包含所有列的 JSON 对象。',
  'The column whose text is the key: rows of one key stay in order, in one partition.':
    '以其文本作为键的列：同一键的行保持顺序，在同一分区中。',
  'Headers of each entry, and the column whose text each has.': '每条记录的标头，以及各标头取哪一列的文本。',
  'Whether entries are sent and kept compressed.': '记录是否压缩后发送和保存。',
  'Whether rows are seen with their checkpoint, once, or at once, some twice after a failure.':
    '行是随检查点一次性可见，还是立即可见、失败后可能重复。',
  'Under what name its transactions go; no two that run may share it. Default: from the names of machine, pipeline and sink.':
    '事务使用的名称；同时运行的不能相同。默认：由机器、管道和输出的名称组成。',
};
