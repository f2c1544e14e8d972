export function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('/') + 1);
}

export function parentOf(place: string): string {
  const cut = place.lastIndexOf('/');
  return cut < 0 ? '' : place.slice(0, cut);
}

/** A study's name as one part of a path: it may hold slashes, dots and whatever else people write. */
export function partOf(study: string): string {
  const plain = study.replace(
    /[%/\\\p{Cc}]/gu,
    (char) => `%${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return plain === '' || plain === '.' || plain === '..' ? plain.replaceAll('.', '%2E') || '%' : plain;
}
