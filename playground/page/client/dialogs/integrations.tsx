import { useEffect, useState } from 'preact/hooks';
import { nameOf, titleOf } from '../names.ts';
import type { Visit } from '../state/visit.ts';
import type { Command, CommandPermission } from '../types.ts';
import { Dialog } from './dialog.tsx';

const ROLE = 1;
const USER = 2;
const CHANNEL = 3;
const TYPED = 1;

interface Target {
  id: string;
  type: number;
  label: string;
}

/** Who may use which command of the bot, as in the server's settings. */
export function openIntegrations(visit: Visit): void {
  visit.layers.show((close) => <Integrations visit={visit} onClose={close} />);
}

function Integrations({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const { bot } = visit.state.value;
  const [chosen, choose] = useState(bot.id);
  const [commands, setCommands] = useState<readonly Command[]>([]);
  const [set, setAll] = useState<ReadonlyMap<string, readonly CommandPermission[]>>(new Map());
  const [problem, setProblem] = useState('');

  useEffect(() => {
    const [first] = visit.channels.text.peek();
    const say = (error: Error) => setProblem(error.message);
    if (first) visit.commandsIn(first.id).then(setCommands, say);
    visit.api
      .commandPermissions()
      .then((all) => setAll(new Map(all.map(({ id, permissions }) => [id, permissions]))), say);
  }, []);

  async function save({ id, type }: Target, value: string) {
    const now = set.get(chosen) ?? [];
    const others = now.filter((one) => one.id !== id || one.type !== type);
    const wanted = value === '' ? others : [...others, { id, type, permission: value === 'true' }];
    setProblem('');
    setAll(new Map(set).set(chosen, wanted));
    try {
      await visit.api.setCommandPermissions(chosen, wanted);
    } catch (error) {
      setProblem((error as Error).message);
      setAll(new Map(set).set(chosen, now));
    }
  }

  return (
    <Dialog title="Integrations" onClose={onClose}>
      <div class="dialog-body">
        <p class="form-note">Who may use what. What is not set goes by what the bot asks for.</p>
        <div class="field">
          <label for="integration">Command</label>
          <select
            id="integration"
            autoFocus
            value={chosen}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
          >
            <option value={bot.id}>All commands of {nameOf(bot)}</option>
            {commands.map(({ id, name, type }) => (
              <option key={id} value={id}>
                {type === TYPED ? `/${name}` : name}
              </option>
            ))}
          </select>
        </div>
        <div class="permissions">
          {groupsOf(visit).map(({ title, targets }) => (
            <fieldset key={title}>
              <legend>{title}</legend>
              {targets.map((target) => (
                <TargetRow
                  key={target.id}
                  label={target.label}
                  value={set.get(chosen)?.find((one) => one.id === target.id && one.type === target.type)?.permission}
                  onChange={(value) => void save(target, value)}
                />
              ))}
            </fieldset>
          ))}
        </div>
        <p class="problem" role="alert">
          {problem}
        </p>
      </div>
    </Dialog>
  );
}

interface RowProps {
  label: string;
  value: boolean | undefined;
  onChange: (value: string) => void;
}

function TargetRow({ label, value, onChange }: RowProps) {
  return (
    <div class="permission">
      <span>{label}</span>
      <select
        aria-label={label}
        value={String(value ?? '')}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        <option value="">Default</option>
        <option value="true">Allow</option>
        <option value="false">Deny</option>
      </select>
    </div>
  );
}

function groupsOf({ state, channels }: Visit): { title: string; targets: Target[] }[] {
  const { guild, roles, people } = state.value;
  return [
    {
      title: 'Roles',
      targets: roles
        .filter(({ tags }) => tags?.bot_id === undefined)
        .map(({ id, name }) => ({ id, type: ROLE, label: `@${name.replace(/^@/, '')}` })),
    },
    { title: 'Members', targets: people.map((person) => ({ id: person.id, type: USER, label: nameOf(person) })) },
    {
      title: 'Channels',
      targets: [
        // As Discord has it: the id of the server less one stands for all channels.
        { id: String(BigInt(guild.id) - 1n), type: CHANNEL, label: 'All channels' },
        ...channels.text.value.map((channel) => ({ id: channel.id, type: CHANNEL, label: `#${titleOf(channel)}` })),
      ],
    },
  ];
}
