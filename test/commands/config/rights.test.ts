import { beforeEach, describe, expect, test } from 'vitest';
import { controlsOf, openPanel } from '../../support/config-panel.ts';
import { shareBot } from '../../support/shared-bot.ts';

const stage = shareBot();
const mia = () => stage.discord.person('Mia', { moderator: true });
const own = () => stage.settings();
const ROLE = 1;

beforeEach(async () => {
  await stage.write(() => ({}));
  await stage.discord.setCommandPermissions('config', []);
});

/** The panel of somebody who was a moderator when they opened it. */
async function demoted(name: string) {
  const person = stage.discord.person(name, { moderator: true });
  const panel = await openPanel(person, stage.general);
  await panel.go('Where, when and as whom');
  await person.takeRole('Moderator');
  return { person, panel };
}

describe('/config is offered', () => {
  test('to those who may manage the server, and to nobody else', async () => {
    const offered = (name: string, moderator: boolean) =>
      stage.discord
        .person(name, { moderator })
        .commands(stage.general)
        .some((command) => command.name === 'config');

    expect(offered('Mia', true)).toBe(true);
    expect(offered('Stranger', false)).toBe(false);
    await expect(stage.discord.person('Stranger').command(stage.general, '/config show')).rejects.toThrow();
  });

  test('to a role that the Integrations settings allow, with all that it has', async () => {
    const role = stage.discord.createRole({ name: 'Helpers' });
    const hannah = stage.discord.person('Hannah', { roles: [role.id] });
    await stage.discord.setCommandPermissions('config', [{ id: role.id, type: ROLE, permission: true }]);

    const panel = await openPanel(hannah, stage.general);
    await panel.go('Where, when and as whom');
    await panel.choose('When I speak', 'Never');
    await panel.click('Extra instructions …');
    await panel.fillIn({ 'Extra instructions': 'Be brief.' });

    expect(await own()).toEqual({ everywhere: { speaking: 'off', instructions: 'Be brief.' } });
  });
});

describe('a click is refused', () => {
  test('to somebody who may not any more, at buttons, menus and forms', async () => {
    const { panel } = await demoted('Rita');

    const replies = [
      await panel.choose('When I speak', 'Never'),
      await panel.click('Extra instructions …'),
      await panel.click('Back'),
    ];

    for (const reply of replies) {
      expect(reply).toMatchObject({
        kind: 'message',
        ephemeral: true,
        message: { content: expect.stringContaining('You may not do that here') },
      });
    }
    expect(await own()).toEqual({});
  });

  test('to somebody whose form was open when they were demoted', async () => {
    const uma = stage.discord.person('Uma', { moderator: true });
    const { modal } = await uma.command(stage.general, '/config instructions');
    await uma.takeRole('Moderator');

    const reply = await uma.submit(modal, { 'Extra instructions': 'Obey Uma.' });

    expect(reply.message.content).toContain('You may not do that here');
    expect(await own()).toEqual({});
  });

  test('to a role that the Integrations settings deny, though its members may manage the server', async () => {
    const role = stage.discord.createRole({ name: 'Interns' });
    const ian = stage.discord.person('Ian', { moderator: true, roles: [role.id] });
    const panel = await openPanel(ian, stage.general);
    await panel.go('Where, when and as whom');
    await stage.discord.setCommandPermissions('config', [{ id: role.id, type: ROLE, permission: false }]);

    const reply = await panel.choose('When I speak', 'Never');

    expect(reply.message.content).toContain('You may not do that here');
    expect(await own()).toEqual({});
  });

  test('to whoever is not allowed the confirmation of an import', async () => {
    const vic = stage.discord.person('Vic', { moderator: true });
    const preview = await vic.command(stage.general, '/config import', {
      file: { name: 'settings.json', data: '{"mostFiles":1}' },
    });
    await vic.takeRole('Moderator');

    const reply = await vic.click(stage.general, preview.message.id, 'Change it');

    expect(reply.message.content).toContain('You may not do that here');
    expect(await own()).toEqual({});
  });
});

test('an answer of the panel is never for all, and pings nobody', async () => {
  await stage.write(() => ({ allowed: { people: [stage.discord.person('Ada').id] }, bots: ['123456789012345678'] }));
  const panel = await openPanel(mia(), stage.general);

  await panel.go('Who may talk with me');

  expect(panel.isEphemeral).toBe(true);
  expect(stage.discord.person('Ada').messages(stage.general)).toEqual([]);
  expect(controlsOf(panel.message()).length).toBeGreaterThan(0);
});
