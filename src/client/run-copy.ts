import { latexTable } from '../model/latex-table.ts';
import { markdownTable } from '../model/markdown-table.ts';
import { counted } from '../model/number.ts';
import type { TableData } from './run-data.ts';
import { csvText, type Extract, textTable } from './run-text.ts';
import { save } from './save.ts';

interface Form {
  readonly ending: string;
  readonly write: (data: TableData, extract: Extract) => string;
}

const FORMS: Readonly<Record<string, Form>> = {
  CSV: { ending: 'csv', write: csvText },
  Markdown: { ending: 'md', write: (data, extract) => markdownTable(textTable(data, extract)) },
  LaTeX: { ending: 'tex', write: (data, extract) => latexTable(textTable(data, extract)) },
};

/** Lets the buttons of `box` copy what the table shows; where there is no clipboard the reader gets a file. */
export function startCopy(box: HTMLElement, shown: () => Promise<readonly [TableData, Extract]>): void {
  const said = box.querySelector<HTMLElement>('.runs-copied');
  const say = (text: string) => {
    if (said !== null) said.textContent = text;
  };
  for (const button of box.querySelectorAll<HTMLButtonElement>('button[data-form]')) {
    const name = button.dataset['form'] ?? '';
    const form = FORMS[name];
    if (form === undefined) continue;
    button.addEventListener('click', async () => {
      say('');
      try {
        const [data, extract] = await shown();
        const text = form.write(data, extract);
        const size = `${counted(extract.rows.length, 'run')}, ${counted(extract.columns.length, 'column')}`;
        if (await copied(text)) say(`Copied as ${name}: ${size}.`);
        else {
          save(`runs.${form.ending}`, text, 'text/plain;charset=utf-8');
          say(`No clipboard here; saved as runs.${form.ending}: ${size}.`);
        }
      } catch {
        say('The data of the table could not be loaded; nothing was copied.');
      }
    });
  }
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
