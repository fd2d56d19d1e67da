import { RECORDINGS_HELP } from './recordings.ts';

/** What the program can do, and how it ends. */
export const USAGE = `Usage: millrace COMMAND

  run FILE [--for 30s] [--set path=value]…   run a pipeline until its sources end, the time is over, or Ctrl-C
  validate FILE…                             check documents
  recordings COMMAND                         list, verify, export, import and repair recordings
  sensors [--watch] [--json] [METRIC]…       the sensors of this machine with their current values
  export FILE --to flink-sql                 the same pipeline in the SQL of Apache Flink
  deploy FILE --gateway URL                  the same as a job on a cluster of Flink
  schema                                     the JSON Schema of documents, for editors

  COMMAND --help   more about one of them
  --help           this text
  --version        the version of the program

Exit codes: 0 all well, 1 the pipeline failed for good, 2 the command line or the document is wrong, 130 interrupted twice.
`;

const RUN = `Usage: millrace run FILE [--for DURATION] [--set PATH=VALUE]…

Runs the pipeline of a document until all its sources have ended, the time is over, or Ctrl-C. However it ends, every row that
was read is in the files. Rows of console sinks go to standard output and nothing else does; progress goes to standard error.

  --for DURATION     stop gracefully after so long: 500ms, 30s, 5m, 2h, 1d
  --set PATH=VALUE   put VALUE, written as in YAML, in place of what the document says; may be given again and again:
                     --set settings.batch.size=100 --set sources.sensors.interval=5s
  --state DIR        keep checkpoints in DIR; a run that was killed or stopped goes on where the last one was
  --from SAVEPOINT   start from the folder of a savepoint or checkpoint, where DIR has nothing to go on with
  --savepoint DIR    leave a savepoint in a new folder of DIR when it is stopped, and each time it is sent SIGUSR2
  --allow-non-restored   leave behind the state of nodes that the document no longer has

Ctrl-C or SIGTERM stops gracefully, a second one at once. If whoever reads standard output leaves, the run stops gracefully.

Exit codes: 0 ended or stopped, 1 the pipeline failed, 2 the command line or the document is wrong, 130 interrupted twice.
`;

const VALIDATE = `Usage: millrace validate FILE…

Checks documents without running them. All files are checked, whatever is wrong with one of them; every problem is told on standard
error as file:line:column with what to do, the valid documents on standard output, with whether they are portable to Flink, and if
not, why not.

Exit codes: 0 all are valid, 2 at least one is not or cannot be read.
`;

/** What there is to say about `millrace sensors`. */
export const SENSORS_HELP = `Usage: millrace sensors [--watch] [--json] [METRIC]…

Prints what the sensors of this machine say, and which metrics it lacks and why.

  METRIC    only metrics of these names; * is any text: 'system.cpu.*' hw.temperature
  --watch   go on reading, once a second, until Ctrl-C
  --json    print JSON instead of a table: values in their units, with age, confidence, source and method, and why a metric is
            absent; with --watch one line a second
`;

const SCHEMA = `Usage: millrace schema

Prints the JSON Schema of documents, with which an editor completes keys and marks mistakes:

  millrace schema > millrace.schema.json
`;

const EXPORT = `Usage: millrace export FILE --to flink-sql [--tables KIND] [--path NODE=PATH]… [--set PATH=VALUE]…

Prints the pipeline of a document in the SQL of Apache Flink 2: the same rows in, the same rows out. What cannot be said there is
told on standard error, all of it, each with the nearest form that can.

  --to flink-sql     the only language that there is
  --tables KIND      what sources and files become: filesystem (the default: the same files, NDJSON or CSV) or kafka
                     (a topic of JSON each, called like its node); of one node with NODE=KIND. Topics stay topics
  --topic NODE=NAME  what such a topic is called
  --path NODE=PATH   the path of a node's table: where a file lies on the cluster, or the NDJSON that stands for a source which only
                     this machine has (system, generator, recording, http)
  --set PATH=VALUE   put VALUE in place of what the document says, as in millrace run

No value of the environment is printed: \${NAME} stays as it stands.

Exit codes: 0 printed, 2 the command line or the document is wrong, or something in it cannot be said.
`;

const DEPLOY = `Usage: millrace deploy FILE --gateway URL [--tables KIND] [--path NODE=PATH]… [--set PATH=VALUE]…
       millrace deploy --gateway URL --stop JOB [--savepoint DIR | --no-savepoint]

Submits the pipeline of a document to the SQL Gateway of a Flink cluster, statement by statement, and follows the job until it runs. The
id of the job goes to standard output, all else to standard error; what Flink says against a statement is told of its node.

  --gateway URL      of the gateway: https, or http on this machine
  --tables, --topic, --path, --set   as in millrace export; \${NAME} is filled in from the environment
  --stop JOB         stop this job with a savepoint, whose path goes to standard output
  --savepoint DIR    where the savepoint goes; without it, where the cluster keeps them
  --no-savepoint     end it as it is, without one

Exit codes: 0 it runs, has finished or was stopped, 1 Flink refused it or it failed, 2 the command line or the document is wrong.
`;

/** What there is to say about each command. */
export const COMMAND_HELP: ReadonlyMap<string, string> = new Map([
  ['run', RUN],
  ['validate', VALIDATE],
  ['recordings', RECORDINGS_HELP],
  ['sensors', SENSORS_HELP],
  ['export', EXPORT],
  ['deploy', DEPLOY],
  ['schema', SCHEMA],
]);
