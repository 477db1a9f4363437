/** What developers look at: what the bot and the local Discord tell each other. */
export function Drawer() {
  return <section class="drawer" aria-label="Developer tools" />;
}
