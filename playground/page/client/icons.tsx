/** Drawn in lines on a field of 24 by 24: not every computer has a font with pictures. */
const PATHS = {
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8',
  eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  file: 'M6 2.8h8l5 5v13.4H6ZM14 2.8v5h5M9 13h7M9 17h7',
  lock: 'M5 11h14v9.5H5ZM8 11V7.5a4 4 0 0 1 8 0V11',
  warning: 'M12 3 2 20.5h20ZM12 9.5v5M12 17.2v.3',
  settings: 'M3 6h10M19 6h2M16 3v6M3 12h2M11 12h10M8 9v6M3 18h12M21 18h0M18 15v6',
  bug: 'M8 9.5a4 4 0 0 1 8 0V15a4 4 0 0 1-8 0ZM9.5 6 8 3.5M14.5 6 16 3.5M8 10.5H3.5M20.5 10.5H16M8 14H3.5M20.5 14H16M12 10v8.5',
  close: 'M6 6l12 12M18 6 6 18',
  chevron: 'm6 9 6 6 6-6',
  copy: 'M9 9h11v11H9ZM5 15H4V4h11v1',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4.5v15l12-7.5Z',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13.5h10L18 7M10 11v6M14 11v6',
  restart: 'M4 12a8 8 0 1 0 2.5-5.8M4 3v5h5',
  'at-bottom': 'M3.5 4h17v16h-17ZM3.5 14h17',
  'at-right': 'M3.5 4h17v16h-17ZM14 4v16',
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
