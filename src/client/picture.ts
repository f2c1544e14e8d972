import { imageAt, savePicture } from './save.ts';

/** PNG of figures that are documents of their own: their buttons name the document. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button.png[data-picture]')) {
  button.addEventListener('click', () => {
    const address = button.dataset['picture'] ?? '';
    const name = address.slice(address.lastIndexOf('/') + 1).replace(/\.svg$/, '');
    imageAt(address)
      .then((image) => savePicture(image, image.naturalWidth, image.naturalHeight, name))
      .catch(() => {
        button.textContent = 'PNG (this browser could not make it)';
      });
  });
}
