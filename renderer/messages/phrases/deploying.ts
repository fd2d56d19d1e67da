/** What is said of clusters of Flink; what Flink itself says stays in its own words. */
export const deployingPhrases = {
  '{address} cannot be reached': '无法连接到 {address}',
  'is Flink running there?': 'Flink 是否在那里运行？',
  'http{address} answers {status}': 'http{address} 回应 {status}',
  'the gateway started no job': '网关没有启动作业',
  'look into its log': '请查看它的日志',
  'job {job}': '作业 {job}',
  'Flink says: {words}': 'Flink 的说明：{words}',
  'that is no id of a job': '这不是作业的编号',
  'take the one that deploy printed': '请使用部署时输出的编号',
  'the cluster knows no such job, or has forgotten it since it ended': '集群不认识此作业，或在它结束后已将其遗忘',
  'take the id that deploy printed': '请使用部署时输出的编号',
  'it has ended already ({state})': '它已经结束（{state}）',
  'it still runs, since no folder for its savepoint is known': '它仍在运行，因为不知道保存点应放在哪个文件夹',
  'name one that all machines of the cluster reach (--savepoint DIR), or set execution.checkpointing.savepoint-dir there':
    '请指定集群所有机器都能访问的文件夹（--savepoint DIR），或在那里设置 execution.checkpointing.savepoint-dir',
  'it still runs, since the cluster cannot write its savepoint there': '它仍在运行，因为集群无法在那里写入保存点',
  'name a folder that all machines of the cluster reach and may write to': '请指定集群所有机器都能访问并写入的文件夹',
  'it was not stopped': '它没有被停止',
  'it is {state}, so there is nothing to make a savepoint of': '它处于 {state} 状态，没有可保存的内容',
  'wait until it runs, or end it without one (--no-savepoint)': '请等到它运行，或不用保存点结束它（--no-savepoint）',
  '"{address}" is no address of https, or of http on this machine':
    '“{address}”不是 https 地址，也不是此机器上的 http 地址',
} as const;
