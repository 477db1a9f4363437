// Loaded before anything is painted: one who has chosen dark sees no flash of light. `shell.ts` goes on from here.
document.documentElement.dataset['appearance'] = JSON.parse(localStorage.getItem('appearance') ?? '"system"');
