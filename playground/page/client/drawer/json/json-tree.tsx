import { useId, useMemo, useState } from 'preact/hooks';
import { type JsonLook, type JsonRow, jsonRows, toggled } from './json-rows.ts';

const CLOSED: JsonLook = { open: new Map(), shown: new Map() };

/** JSON that folds: arrows, Home, End and Enter. */
export function JsonTree({ value, label }: { value: unknown; label: string }) {
  const id = useId();
  const [look, setLook] = useState(CLOSED);
  const [active, setActive] = useState('[]');
  const rows = useMemo(() => jsonRows(value, look), [value, look]);
  const index = Math.max(
    0,
    rows.findIndex(({ path }) => path === active),
  );

  function onKeyDown(event: KeyboardEvent) {
    const row = rows[index];
    const step = row && stepAfter(event.key, row, index, rows);
    if (!row || !step) return;
    event.preventDefault();
    if ('open' in step) setLook(toggled(look, row, step.open));
    else {
      const next = rows[step.go];
      if (!next) return;
      setActive(next.path);
      document.getElementById(`${id}-${step.go}`)?.scrollIntoView({ block: 'nearest' });
    }
  }

  return (
    <div
      class="json"
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${id}-${index}`}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, at) => (
        <Row
          key={row.path}
          id={`${id}-${at}`}
          row={row}
          isActive={at === index}
          onPress={() => {
            setActive(row.path);
            if (canOpen(row)) setLook(toggled(look, row));
          }}
        />
      ))}
    </div>
  );
}

interface RowProps {
  id: string;
  row: JsonRow;
  isActive: boolean;
  onPress: () => void;
}

function Row({ id, row, isActive, onPress }: RowProps) {
  const { kind, name, text, level, position, siblings, isOpen } = row;
  const isLongText = kind === 'string' && isOpen === true;
  // Whoever marks a text to copy it does not want to fold it.
  const onClick = () => void (document.getSelection()?.isCollapsed !== false && onPress());
  return (
    <div
      id={id}
      class={`json-row${isActive ? ' active' : ''}${canOpen(row) ? ' can-open' : ''}`}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isOpen}
      aria-selected={isActive}
      style={{ paddingLeft: `${level * 14 + 4}px` }}
      onClick={onClick}
    >
      {name !== undefined && (
        <>
          <span class="json-name">{name}</span>
          {': '}
        </>
      )}
      <span class={`json-${kind}${isLongText ? ' json-long' : ''}`}>{text}</span>
    </div>
  );
}

function canOpen({ isOpen, kind }: JsonRow): boolean {
  return isOpen !== undefined || kind === 'more';
}

type Step = { go: number } | { open: boolean };

function stepAfter(key: string, row: JsonRow, index: number, rows: readonly JsonRow[]): Step | undefined {
  switch (key) {
    case 'ArrowDown':
      return { go: Math.min(index + 1, rows.length - 1) };
    case 'ArrowUp':
      return { go: Math.max(index - 1, 0) };
    case 'Home':
      return { go: 0 };
    case 'End':
      return { go: rows.length - 1 };
    case 'ArrowRight':
      if (row.isOpen === false) return { open: true };
      return rows[index + 1]?.parent === row.path ? { go: index + 1 } : undefined;
    case 'ArrowLeft': {
      if (row.isOpen === true) return { open: false };
      const parent = rows.findIndex(({ path }) => path === row.parent);
      return parent === -1 ? undefined : { go: parent };
    }
    case 'Enter':
    case ' ':
      return canOpen(row) ? { open: row.isOpen !== true } : undefined;
    default:
      return undefined;
  }
}
