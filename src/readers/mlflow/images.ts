import type { Artifact, Media } from '../../model/fragment.ts';

/** How `log_image` names its files, with `%` or, before 2.12.2, `+`: key, step, time and a number of their own. */
const LOGGED = /^images\/(.+?)[%+]step[%+](-?\d+)[%+]timestamp[%+]\d+[%+][0-9a-z]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\w+$/;

/** Artifacts that were logged as images under a key and a step; their small twins (`-compressed`) are left out. */
export function loggedImages(artifacts: readonly Artifact[]): Media[] {
  return artifacts.flatMap(({ name, path, present }) => {
    const [, key, step] = LOGGED.exec(name) ?? [];
    if (key === undefined || path === undefined || !present) return [];
    return [{ name: key.replaceAll('#', '/'), step: Number(step), type: 'image', path }];
  });
}
