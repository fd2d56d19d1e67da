/** How often what a person looks at is asked for again. */
const PERIOD_MS = 1000;

/**
 * Asks once a period and hands the answers to `take`, until the returned function is called or the answer is null: then
 * `lost` is called, and nothing more is asked.
 */
export function follow<T>(
  ask: () => Promise<T | null>,
  take: (answer: T) => void,
  lost: () => void = () => undefined,
): () => void {
  let isFollowed = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askOnce = async (): Promise<void> => {
    const answer = await ask();
    if (!isFollowed) return;
    if (answer === null) return lost();
    take(answer);
    timer = setTimeout(() => void askOnce(), PERIOD_MS);
  };
  void askOnce();
  return () => {
    isFollowed = false;
    clearTimeout(timer);
  };
}
