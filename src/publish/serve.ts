import http from 'node:http';
import { SiteError } from './error.ts';
import { replyOf } from './reply.ts';

export interface ServeOptions {
  /** Starts and ends with `/`. */
  readonly base: string;
  /** 0: any free port. */
  readonly port: number;
  /** Take the next free port where this one is in use. */
  readonly orNext: boolean;
  /** Answers in place of the site where it gives true. */
  readonly before?: (request: http.IncomingMessage, response: http.ServerResponse) => boolean;
  /** Changes a page on its way. */
  readonly page?: (html: string) => string;
}

export interface Serving {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder as a static host would, on this machine alone: `index.html` for folders, `404.html` for what is not there. */
export async function serve(root: string, options: ServeOptions): Promise<Serving> {
  const server = http.createServer((request, response) => {
    if (options.before?.(request, response) !== true) answer(root, options, request, response);
  });
  const port = await listen(server, options.port, options.orNext ? 20 : 0);
  return {
    url: `http://127.0.0.1:${port}${options.base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: http.Server, port: number, more: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && more > 0) listen(server, port + 1, more - 1).then(resolve, reject);
      else if (error.code === 'EADDRINUSE') reject(new SiteError(`Port ${port} is in use. Name another with --port.`, 5));
      else reject(new SiteError(`Port ${port} cannot be used: ${error.message}`, 5));
    };
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function answer(root: string, options: ServeOptions, request: http.IncomingMessage, response: http.ServerResponse): void {
  const { status, type, content, location } = replyOf(root, options.base, request.method ?? 'GET', request.url ?? '/');
  const body = options.page !== undefined && type.startsWith('text/html') ? Buffer.from(options.page(content.toString('utf8'))) : content;
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...(location === undefined ? {} : { location }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
