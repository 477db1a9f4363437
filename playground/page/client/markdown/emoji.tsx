interface Props {
  name: string;
  url: string;
}

/** An emoji of a server or an application. */
export function CustomEmoji({ name, url }: Props) {
  const text = `:${name}:`;
  return <img class="emoji" src={url} alt={text} title={text} draggable={false} />;
}
