const SUCCESSOR = 'gpt-6-luna';

/** When OpenAI's server has stopped to know a name that old code has in it. */
const shutDown: Readonly<Record<string, string>> = {
  'gpt-4-turbo-preview': '2026-03-26',
  'gpt-3.5-turbo-1106': '2026-09-28',
  'gpt-4-1106-preview': '2026-10-23',
  'gpt-4': '2026-10-23',
  'gpt-4-turbo': '2026-10-23',
  'gpt-3.5-turbo': '2026-10-23',
  o1: '2026-10-23',
  'o3-mini': '2026-10-23',
  'o4-mini': '2026-10-23',
  'gpt-4.1-nano': '2026-10-23',
  'gpt-5': '2026-12-11',
  'gpt-5-mini': '2026-12-11',
  'gpt-5-nano': '2026-12-11',
  o3: '2026-12-11',
  'gpt-4o': '2027-01-14',
  'gpt-4o-mini': '2027-01-14',
  'gpt-4.1': '2027-01-14',
  'gpt-4.1-mini': '2027-01-14',
};

/** The model that OpenAI has now in place of one that it has shut down; every other name as it is. */
export function livingName(name: string, nowMs: number): string {
  const day = Object.hasOwn(shutDown, name) ? shutDown[name] : undefined;
  return day !== undefined && nowMs >= Date.parse(day) ? SUCCESSOR : name;
}
