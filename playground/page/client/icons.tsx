/** Drawn in lines on a field of 24 by 24: not every computer has a font with pictures. */
const PATHS = {
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8',
  eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  file: 'M6 2.8h8l5 5v13.4H6ZM14 2.8v5h5M9 13h7M9 17h7',
  lock: 'M5 11h14v9.5H5ZM8 11V7.5a4 4 0 0 1 8 0V11',
  warning: 'M12 3 2 20.5h20ZM12 9.5v5M12 17.2v.3',
  settings: 'M3 6h10M19 6h2M16 3v6M3 12h2M11 12h10M8 9v6M3 18h12M21 18h0M18 15v6',
  channel: 'M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16',
  thread: 'M4 4h16v10H9l-5 5ZM9 8.2h6M9 11h4',
  message: 'M3 4h18v12H11l-5 4.5V16H3Z',
  signpost: 'M12 3v18M5 6h12l3 3-3 3H5ZM8 21h8',
  copy: 'M8.5 8.5h12v12h-12ZM15.5 8.5v-5h-12v12h5',
  check: 'm4.5 12.5 5 5 10-11',
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
