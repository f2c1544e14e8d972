import type { Element, RootContent } from 'hast';

/** What markdown makes, in the form that the site's style sheet and keyboards expect. */
export function shapeBlock(node: Element, prefix: string): RootContent[] {
  switch (node.tagName) {
    case 'table':
      return [{ type: 'element', tagName: 'div', properties: SCROLLING, children: [{ ...node, properties: {} }] }];
    case 'td':
    case 'th':
      return [cell(node)];
    case 'pre':
      return [{ ...node, properties: { tabIndex: 0 } }];
    case 'input':
      return [{ type: 'text', value: node.properties['checked'] === true ? '☑' : '☐' }];
    case 'li':
      return [item(node, prefix)];
    case 'ul':
      return [{ ...node, properties: {} }];
    default:
      return [node];
  }
}

/** Reached by keyboard, so that a wide table can be scrolled by it. */
const SCROLLING = { className: ['table-scroll'], role: 'group', tabIndex: 0, ariaLabel: 'Table' };

function cell(node: Element): Element {
  const { align } = node.properties;
  const scope = node.tagName === 'th' ? { scope: 'col' } : {};
  return { ...node, properties: typeof align === 'string' ? { ...scope, className: [`align-${align}`] } : scope };
}

function item(node: Element, prefix: string): Element {
  const { id, className } = node.properties;
  if (typeof id === 'string' && id.startsWith(prefix)) return { ...node, properties: { id } };
  return { ...node, properties: Array.isArray(className) && className.includes('task-list-item') ? { className: ['task'] } : {} };
}
