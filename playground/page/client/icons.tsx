/** Drawn in lines on a field of 24 by 24: not every computer has a font with pictures. */
const PATHS = {
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8',
  eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  file: 'M6 2.8h8l5 5v13.4H6ZM14 2.8v5h5M9 13h7M9 17h7',
  lock: 'M5 11h14v9.5H5ZM8 11V7.5a4 4 0 0 1 8 0V11',
  warning: 'M12 3 2 20.5h20ZM12 9.5v5M12 17.2v.3',
  settings: 'M3 6h10M19 6h2M16 3v6M3 12h2M11 12h10M8 9v6M3 18h12M21 18h0M18 15v6',
  hash: 'M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16',
  megaphone: 'M3 10v4h3.5L15 18.5v-13L6.5 10ZM18.5 9a4.2 4.2 0 0 1 0 6M7.5 14.5 9 20h2.5l-1.4-4.2',
  thread: 'M4 5h16M4 10h9M12 19.5l3.4-2.6H20V12h-8v7.5ZM4 15h4',
  pin: 'm14.5 3 6.5 6.5-2 .8-4 4-.6 4.2-7.9-7.9 4.2-.6 4-4ZM9.5 14.5 4 20',
  tools: 'm8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14',
  moon: 'M20 14.2A8.3 8.3 0 0 1 9.8 4 8.3 8.3 0 1 0 20 14.2Z',
  plus: 'M12 5v14M5 12h14',
  chevron: 'm6 9.5 6 6 6-6',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.3 15.3 21 21',
  list: 'M4 6.5h16M4 12h16M4 17.5h16',
  back: 'M20 12H4.5M11 5.5 4.5 12l6.5 6.5',
  close: 'm5.5 5.5 13 13M18.5 5.5l-13 13',
  dots: 'M4.2 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0M11.1 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0M18 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0',
  check: 'm4.5 12.5 5 5 10-11',
  message: 'M4 4.5h16v12H9.5L4 20.5Z',
  switch: 'M4 8.5h14M14.5 4.5l4 4-4 4M20 15.5H6M9.5 11.5l-4 4 4 4',
  crown: 'M4 18h16M4.5 15 3 6.5l5 3.5 4-6 4 6 5-3.5-1.5 8.5Z',
  window: 'M14 4h6v6M20 4l-9 9M10 5H4v15h15v-6',
  sort: 'M7 4.5v15M3.5 16 7 19.5l3.5-3.5M17 19.5v-15M13.5 8 17 4.5 20.5 8',
  forum: 'M3 4h18v12H11l-5 4.5V16H3ZM7 8.2h10M7 11.8h7',
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
