import type { ForumTag } from '../types.ts';

/** The tags of a post. */
export function TagChips({ tags }: { tags: readonly ForumTag[] }) {
  if (tags.length === 0) return null;
  return (
    <span class="tags">
      {tags.map((tag) => (
        <span key={tag.id} class="tag">
          {textOf(tag)}
        </span>
      ))}
    </span>
  );
}

interface Props {
  label: string;
  tags: readonly ForumTag[];
  /** Ids. */
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Tags to switch on and off. */
export function TagToggles({ label, tags, chosen, onChange }: Props) {
  if (tags.length === 0) return null;
  return (
    <div class="tags" role="group" aria-label={label}>
      {tags.map((tag) => {
        const isOn = chosen.includes(tag.id);
        const toggle = () => onChange(isOn ? chosen.filter((id) => id !== tag.id) : [...chosen, tag.id]);
        return (
          <button key={tag.id} type="button" class="tag" aria-pressed={isOn} onClick={toggle}>
            {textOf(tag)}
          </button>
        );
      })}
    </div>
  );
}

function textOf({ name, emoji_name: emoji }: ForumTag): string {
  return emoji === null || emoji === undefined ? name : `${emoji} ${name}`;
}
