/** What the keys of a pipeline and of its sources mean, by its English, in simplified Chinese. */
export const sourceKeys: Readonly<Record<string, string>> = {
  'The version of the contract that the document is written to.': '文档所依据的约定版本。',
  'What the pipeline is called.': '管道的名称。',
  'What the pipeline is for.': '管道的用途。',
  'How the pipeline runs.': '管道如何运行。',
  'Threads that share the keys of each operator that has a key.': '分担每个带键算子的键的线程数。',
  'How rows are moved.': '行如何传递。',
  'Most rows moved at a time.': '一次最多传递的行数。',
  'A row never waits longer than this.': '一行等待的时间不会超过此值。',
  'How much may wait.': '允许等待的数量。',
  'Rows in flight on an edge before its producer has to wait.': '一条连线上在途的行达到此数后，其上游须等待。',
  'How rows are kept safe.': '如何保证行的安全。',
  'How often what was written is made final.': '多久将已写入的内容正式确定一次。',
  'A checkpoint that takes longer is given up.': '耗时超过此值的检查点将被放弃。',
  'How many checkpoints are kept.': '保留多少个检查点。',
  'What holds for rows after a failure.': '失败之后对行的保证。',
  'What happens when the pipeline fails.': '管道失败时怎样处理。',
  'How long it waits the first time.': '第一次等待多久。',
  'The longest that it waits.': '最长等待时间。',
  'How many times longer it waits after each failure.': '每次失败后等待时间增加的倍数。',
  'The share by which each wait may be longer or shorter.': '每次等待可延长或缩短的比例。',
  'Once it has run this long, the next wait is the first again.': '运行超过此时间后，下次等待重新从第一次算起。',
  'How often it is started again in all.': '总共重新启动的次数。',
  'How long it waits before it starts again.': '重新启动前等待多久。',
  'How many failures it stands within the time of per.': '在 per 的时间内允许的失败次数。',
  'The time in which failures count.': '统计失败次数的时间段。',
  'Where rows come from.': '行从哪里来。',
  'How often the sensors are read.': '多久读取一次传感器。',
  'Globs of metric names; a metric that matches none is not read.': '指标名称的通配模式；都不匹配的指标不会被读取。',
  'The event time is always ts; only how far it may be out of order can be said.':
    '事件时间始终是 ts；只能设定允许乱序的程度。',
  'The column that says when the sensor was read.': '表示读取传感器时间的列。',
  'How late a row may come before its watermark.': '行最多可以晚到多久；水位线落后于最新的行这么多。',
  'After how long without rows the others no longer wait for this source.':
    '多久没有行之后，其他数据源不再等待此数据源。',
  'An NDJSON file that takes the rows which could not be read or computed, with the reason.':
    '存放无法读取或计算的行及其原因的 NDJSON 文件。',
  'Whether such a row is passed over and counted, or stops the pipeline.':
    '遇到这样的行时，是跳过并计数，还是停止管道。',
  'The files to read in the order of their names; may hold *, ?, ** and {a,b}. What ends in .gz is unpacked.':
    '要按名称顺序读取的文件；可含 *、?、** 和 {a,b}。以 .gz 结尾的会解压。',
  'How the files are written.': '文件的格式。',
  'The columns in order, each with its type.': '按顺序列出各列及其类型。',
  'The type of the column.': '列的类型。',
  'Where it is found: a header of the CSV, or a.b in nested JSON and Parquet. Default: the name of the column.':
    '取值位置：CSV 的表头，或嵌套 JSON 与 Parquet 中的 a.b。默认：列名。',
  'How CSV files are written.': 'CSV 文件的写法。',
  'The character between two fields.': '两个字段之间的字符。',
  'Whether the first row names the columns; without it the schema gives their order.':
    '第一行是否为列名；若不是，则由 schema 给出列的顺序。',
  'Whether to wait for rows that are appended and for new files once the end is reached.':
    '读到末尾后，是否等待追加的行和新的文件。',
  'Which column says when a row happened; without it there is no event time.':
    '哪一列表示行发生的时间；没有它就没有事件时间。',
  'The timestamp column that says when the row happened.': '表示行发生时间的 timestamp 列。',
  'How many rows there are; without it they never end.': '总行数；不写则没有尽头。',
  'Rows per second; without it they come as fast as possible.': '每秒行数；不写则尽可能快。',
  'Where chance begins: the same seed gives the same rows on every machine.':
    '随机数的起点：相同的种子在任何机器上都给出相同的行。',
  'The columns in order, and how each gets its values.': '按顺序列出各列，以及各列的值如何产生。',
  'Whole numbers (bigint) in steps.': '按步长递增的整数（bigint）。',
  'The first number.': '第一个数。',
  'From row to row.': '行与行之间的步长。',
  'Times (timestamp) in steps.': '按步长递增的时间（timestamp）。',
  'The first time, as ISO 8601 or milliseconds since 1970 UTC.':
    '第一个时间，写作 ISO 8601 或自 1970 年（UTC）起的毫秒数。',
  'From one row to the next.': '从一行到下一行的步长。',
  'Each time is moved back by up to this much.': '每个时间最多向前提早这么多。',
  'Whole numbers (bigint) by chance, both ends included.': '随机整数（bigint），包含两端。',
  'The smallest.': '最小值。',
  'The largest.': '最大值。',
  'Numbers (double) by chance.': '随机数（double）。',
  'The upper end.': '上限。',
  'Numbers (double) that wander by chance.': '随机游走的数（double）。',
  'The first value. Default: 0, or the bound that is nearest to it.': '第一个值。默认：0，或离 0 最近的界限。',
  'How far a value is from the one before at most.': '与前一个值最多相差多少。',
  'The walk turns back here.': '游走到此处折返。',
  'Numbers (double) that go up and down.': '上下起伏的数（double）。',
  'From one crest to the next: a number of rows, or a duration in the times of the rows.':
    '从一个波峰到下一个波峰：行数，或以行的时间计的时长。',
  'How far it goes up and down from the mean.': '偏离中值的幅度。',
  'The middle.': '中值。',
  'How far chance moves each value at most.': '随机改变每个值的最大幅度。',
  'One of these by chance; all of one type.': '随机取其中之一；类型须相同。',
  'The share of rows without a value.': '没有值的行所占的比例。',
  'The folder of the recording.': '录制所在的文件夹。',
  'The name of a recording of the library, instead of a path.': '录制库中某个录制的名称，代替路径。',
  'How fast: max, or a factor of the pace at which the rows were recorded.': '速度：max，或相对于录制时速度的倍数。',
  'The address: https, or http where it is on this machine.': '地址：https；在本机上也可以是 http。',
  'Headers of each request; secrets come from the environment.': '每个请求的标头；机密取自环境变量。',
  'How long an answer may take, from the first byte of the request to the last of the answer.':
    '一次应答最多用多久，从请求的第一个字节到应答的最后一个字节。',
  'A PEM file of the authorities that are trusted instead of those that Node trusts.':
    '所信任的证书颁发机构的 PEM 文件，代替 Node 所信任的。',
  'The certificate that the other side knows this one by.': '对方用来识别本方的证书。',
  'The PEM file of the certificate, and of those between it and its authority.':
    '证书的 PEM 文件，包含它与颁发机构之间的各级证书。',
  'The PEM file of its private key.': '其私钥的 PEM 文件。',
  'What opens the private key, where it is locked.': '私钥被锁定时用来打开它的密码。',
  'How often it is asked; an answer that takes longer leaves out the next ones.':
    '多久请求一次；应答耗时更长时，略过接下来的几次。',
  'How the answer is written; json is one object, or a list of them.': '应答的格式；json 是一个对象或对象的列表。',
  'The columns in order, each with its type; prometheus has columns of its own, those of system.':
    '按顺序列出各列及其类型；prometheus 有自己的列，与 system 相同。',
  'Where in the answer the list of objects is, a.b in nested JSON.': '对象列表在应答中的位置；嵌套 JSON 写作 a.b。',
  'The name of a timestamp column before all others that says when the answer was asked for.':
    '放在所有列之前的 timestamp 列的名称，表示请求的时间。',
  'How CSV is written.': 'CSV 的写法。',
  'Globs of metric names, with prometheus; what matches none is passed over. Default: all.':
    '指标名称的通配模式，用于 prometheus；都不匹配的将被跳过。默认：全部。',
  'Which column says when a row happened; without it there is no event time, but with prometheus.':
    '哪一列表示行发生的时间；除 prometheus 外，没有它就没有事件时间。',
  'The column that says when the sensor was read. With prometheus it is always ts.':
    '表示读取传感器时间的列。用 prometheus 时始终是 ts。',
  'Some brokers of the cluster, host:port each; the others are found by them.':
    '集群中的若干 broker，各写作 host:port；其余的由它们找到。',
  'The topic.': '主题。',
  'Encrypts; only between programs of this machine it may be left out. {} trusts what Node trusts.':
    '加密；只有在本机程序之间才可省略。{} 表示信任 Node 所信任的。',
  'The PEM file of the certificate that the cluster knows this side by.': '集群用来识别本方的证书的 PEM 文件。',
  'Who asks, where the cluster wants to know.': '集群要求时，说明请求者的身份。',
  'How the user is known.': '识别用户的方式。',
  'Who asks.': '请求者。',
  'What the user is let in by; it comes from the environment.': '用户的密码；取自环境变量。',
  'How values are written: one JSON object each.': '值的格式：各为一个 JSON 对象。',
  'The columns in order; from may be $key, $partition, $offset, $timestamp or $headers.name beside what is in the JSON.':
    '按顺序列出各列；除 JSON 中的内容外，from 还可以是 $key、$partition、$offset、$timestamp 或 $headers.name。',
  'Where it begins without a checkpoint: with all that is there, or with what comes from now on.':
    '没有检查点时从哪里开始：从已有的全部内容，或从此刻起到来的内容。',
  'Ends with what was there when it began; without it there is no end.': '读完开始时已有的内容即结束；不写则没有尽头。',
  'Which column says when a row happened; each partition is followed by itself.':
    '哪一列表示行发生的时间；每个分区单独跟踪。',
};
