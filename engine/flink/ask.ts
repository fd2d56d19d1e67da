import { Fault } from '../fault.ts';
import { lastCauses } from './causes.ts';

/** What a REST interface of Flink answers. */
export type Answer = Readonly<Record<string, unknown>>;

interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
}

/** How long an answer may take; statements answer at once, and are asked about afterwards. */
const ANSWER_MS = 60_000;

/** The JSON that a REST interface of Flink answers; its errors are thrown with the causes that it names, in its own words. */
export async function ask(url: string, { method = 'GET', body }: Request = {}): Promise<Answer> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  let response: Response;
  try {
    // Another address would be one that nobody checked.
    response = await fetch(url, { method, ...sent, redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) });
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Fault('not-found', `${new URL(url).origin} cannot be reached (${reason}); is Flink running there?`);
  }
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (response.ok) return answer;
  throw new Fault(
    'bad-request',
    reasonOf(answer) ?? `${new URL(url).origin} answers ${response.status} ${response.statusText}`,
  );
}

function reasonOf({ errors }: Answer): string | null {
  if (!Array.isArray(errors)) return null;
  const text = errors.join('\n');
  const cause = lastCauses(text, 1);
  if (cause === null) return text;
  // What is wrong with a table is named above the reason.
  const table = /^(?:Caused by: )?[\w.$]+Exception: (Unable to create a \w+ for \w+ table '[^']+'\.)/m.exec(text)?.[1];
  return table === undefined || table === cause ? cause : `${table}\n${cause}`;
}
