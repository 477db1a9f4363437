import { Spoiler } from '../../components/spoiler.tsx';
import { useVisit } from '../../state/visit.ts';
import type { Attachment } from '../../types.ts';
import { isSpoiler, nameOfFile } from './kinds.ts';
import { openLightbox } from './lightbox.tsx';
import { Picture } from './picture.tsx';
import type { Links } from './use-links.ts';

interface Props {
  pictures: readonly Attachment[];
  links: Links;
}

/** The pictures of a message: one in its own shape, several side by side. Pressing one shows it large. */
export function Gallery({ pictures, links }: Props) {
  const visit = useVisit();
  const shown = pictures.flatMap((picture) => {
    const path = links.path(picture.url);
    return path === undefined ? [] : [{ picture, path }];
  });
  const open = (index: number) =>
    openLightbox(visit, {
      index,
      pictures: shown.map(({ picture, path }) => ({
        src: path,
        name: nameOfFile(picture),
        description: picture.description,
      })),
    });
  return (
    <div class={shown.length === 1 ? 'mosaic single' : `mosaic of-${Math.min(shown.length, 10)}`}>
      {shown.map(({ picture, path }, index) => (
        <Spoiler key={picture.id} isOn={isSpoiler(picture)}>
          <Picture
            picture={picture}
            path={path}
            isAlone={shown.length === 1}
            onOpen={() => open(index)}
            onError={links.renew}
          />
        </Spoiler>
      ))}
    </div>
  );
}
