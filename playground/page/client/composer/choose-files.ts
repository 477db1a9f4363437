interface Options {
  isMultiple: boolean;
  onChosen: (files: File[]) => void;
}

/** Asks for files of this computer. */
export function chooseFiles({ isMultiple, onChosen }: Options): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = isMultiple;
  input.addEventListener('change', () => onChosen([...(input.files ?? [])]));
  input.click();
}
