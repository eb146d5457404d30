import { createServer } from 'node:net';

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether a server could listen on it on this machine
 */
export function isPortFree(port) {
	return new Promise(resolve => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}
