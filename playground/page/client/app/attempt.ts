import type { Visit } from '../state/visit.ts';

/** Says why something was not done, if it was not. */
export function attempt({ toasts }: Pick<Visit, 'toasts'>, task: Promise<unknown>): void {
  task.catch(({ message }: Error) => toasts.say(message));
}
