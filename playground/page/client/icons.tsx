/** Drawn in lines on a field of 24 by 24: not every computer has a font with pictures. */
const PATHS = {
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8',
  eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  file: 'M6 2.8h8l5 5v13.4H6ZM14 2.8v5h5M9 13h7M9 17h7',
  lock: 'M5 11h14v9.5H5ZM8 11V7.5a4 4 0 0 1 8 0V11',
  warning: 'M12 3 2 20.5h20ZM12 9.5v5M12 17.2v.3',
  settings: 'M3 6h10M19 6h2M16 3v6M3 12h2M11 12h10M8 9v6M3 18h12M21 18h0M18 15v6',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4.5v15l12-7.5Z',
  'at-bottom': 'M3.5 4h17v16h-17ZM3.5 14h17',
  'at-right': 'M3.5 4h17v16h-17ZM14 4v16',
  down: 'm6 9 6 6 6-6',
  right: 'm9 6 6 6-6 6',
  apps: 'M4 4h6.5v6.5H4ZM13.5 4H20v6.5h-6.5ZM4 13.5h6.5V20H4ZM16.8 13v7.5M13 16.8h7.5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  outside: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  upload: 'M12 15.5V4M7 8.5 12 3.5l5 5M4 15v5.5h16V15',
  plus: 'M12 5v14M5 12h14',
  close: 'm5.5 5.5 13 13M18.5 5.5l-13 13',
  send: 'M3.5 4.5 21 12 3.5 19.5 6.5 12ZM6.5 12H21',
  hidden:
    'M4 4l16 16M9.5 5.8A9.6 9.6 0 0 1 12 5.5c6.5 0 10 6.5 10 6.5a17 17 0 0 1-3.2 3.9M6.4 7.3A16 16 0 0 0 2 12s3.5 6.5 10 6.5a9.7 9.7 0 0 0 4-.9M10 10a3 3 0 0 0 4 4',
  emoji: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.3 14a4.3 4.3 0 0 0 7.4 0M9 9.3v.4M15 9.3v.4',
  megaphone: 'M3 10v4h3.5L15 18.5v-13L6.5 10ZM18.5 9a4.2 4.2 0 0 1 0 6M7.5 14.5 9 20h2.5l-1.4-4.2',
  tools: 'm8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14',
  list: 'M4 6.5h16M4 12h16M4 17.5h16',
  back: 'M20 12H4.5M11 5.5 4.5 12l6.5 6.5',
  switch: 'M4 8.5h14M14.5 4.5l4 4-4 4M20 15.5H6M9.5 11.5l-4 4 4 4',
  archive: 'M3.5 4.5h17v4h-17ZM5 8.5v11h14v-11M9.5 12.5h5',
  crown: 'M4 18h16M4.5 15 3 6.5l5 3.5 4-6 4 6 5-3.5-1.5 8.5Z',
  thread: 'M4 4h16v10H9l-5 5ZM9 8.2h6M9 11h4',
  copy: 'M8.5 8.5h12v12h-12ZM15.5 8.5v-5h-12v12h5',
  channel: 'M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16',
  message: 'M3 4h18v12H11l-5 4.5V16H3Z',
  signpost: 'M12 3v18M5 6h12l3 3-3 3H5ZM8 21h8',
  forum: 'M3 4h18v12H11l-5 4.5V16H3ZM7 8.2h10M7 11.8h7',
  react: 'M20.2 11a8.5 8.5 0 1 1-7.2-7.4M8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.6v.2M14.6 9.6v.2M19 2v6M16 5h6',
  reply: 'M9 5 3 11l6 6v-4c6 0 9.5 1.5 12 5.5C20.5 12 16 9 9 9Z',
  more: 'M4.6 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M17.4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0',
  pin: 'M9 3h6l-.8 6.5L18 13v2H6v-2l3.8-3.5ZM12 15v6',
  pencil: 'M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19ZM14 6.5l3.5 3.5',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12.5 5.8M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7l1.1-1.1',
  wave: 'M7.5 13.5 5 9.6a1.3 1.3 0 0 1 2.2-1.4L10 12.5 6.8 7a1.3 1.3 0 0 1 2.3-1.3L12.3 11 10 6.3a1.3 1.3 0 0 1 2.4-1.1l3.6 7V9a1.3 1.3 0 0 1 2.6.2v6.3A5.5 5.5 0 0 1 8.7 18ZM3.5 15.5A7 7 0 0 0 6.5 20M17 3.5a5 5 0 0 1 3.5 3',
  trash: 'M4 6.5h16M9 6.5V4h6v2.5M6.5 6.5l1 14h9l1-14M10 10.5v6M14 10.5v6',
  unread: 'M4 5h11M4 5v11h4l4 4.5V16h8V11M19.5 7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  arrive: 'M3 12h11M10 7.5l4.5 4.5-4.5 4.5M14 4h6.5v16H14',
  leave: 'M14 12H3M7 7.5 2.5 12 7 16.5M14 4h6.5v16H14',
  forward: 'M15 5l6 6-6 6v-4C9 13 5.5 14.5 3 18.5 3.5 12 8 9 15 9Z',
  download: 'M12 3.5v11M7.5 10.5 12 15l4.5-4.5M4.5 20h15',
  expand: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
  picture: 'M3.5 5h17v14h-17ZM3.5 16l5-5 4.5 4.5 3-3 4.5 4.5M15.5 9.2v.2',
  sticker: 'M4 4h16v10l-6 6H4ZM20 14h-6v6M8.5 9v.5M15 9v.5M8.5 13a4.5 4.5 0 0 0 4 1.5',
  hash: 'M9.5 3.5l-2 17M16.5 3.5l-2 17M4.5 8.5h16M3.5 15.5h16',
  id: 'M3 5h18v14H3ZM7 9v6M11 9v6h1.5a3 3 0 0 0 0-6Z',
};

export type IconName = keyof typeof PATHS;

/** A small picture, for those who see it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="picture-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
