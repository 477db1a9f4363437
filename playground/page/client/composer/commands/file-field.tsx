import { IconButton } from '../../icon-button.tsx';
import type { CommandOption } from '../../types.ts';
import { chooseFiles } from '../files/choose-files.ts';
import { addFiles } from '../files/files.ts';
import { nextPlace } from './command-mode.ts';
import type { ComposerModel } from '../use-composer.ts';

interface Props {
  model: ComposerModel;
  option: CommandOption;
  /** What all fields have. */
  common: object;
}

/** The file of an option: a button that asks for it. */
export function FileField({ model, option, common }: Props) {
  const { draft, now, change, goTo, command } = model;
  const chosen = draft.files.find((file) => file.option === option.name);

  const name = chosen?.file.name ?? 'Choose a file';

  function choose() {
    chooseFiles({
      isMultiple: false,
      onChosen(files) {
        addFiles(model, files, option.name);
        goTo(command && nextPlace(command, now()));
      },
    });
  }

  function remove() {
    change({ files: now().files.filter((file) => file.option !== option.name) });
    goTo(option.name);
  }

  return (
    <>
      <button type="button" class="file-choice" {...common} aria-label={`${option.name}: ${name}`} onClick={choose}>
        {name}
      </button>
      {chosen && <IconButton icon="close" tabIndex={-1} label={`Remove ${chosen.file.name}`} onClick={remove} />}
    </>
  );
}
