/** Runs tasks of the same name one after the other, a failed one not holding up the next. */
export function queues(): <T>(name: string | undefined, task: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  return (name, task) => {
    if (name === undefined) return task();
    const turn = (tails.get(name) ?? Promise.resolve()).then(task, task);
    tails.set(name, turn);
    const leave = () => {
      if (tails.get(name) === turn) tails.delete(name);
    };
    turn.then(leave, leave);
    return turn;
  };
}
