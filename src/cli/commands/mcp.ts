import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { isServiceId, serviceIds } from '../../core/sources/services';
import type { CommandHost } from '../host';
import { UsageError } from '../host';
import { createServer } from '../mcp/server';
import type { SessionRequest } from '../session';
import { openSession } from '../session';
import { version } from '../version';

export interface McpRequest extends Omit<SessionRequest, 'needsLibrary' | 'asking'> {
	readonly writes: boolean;
	/** Ids of services that may be asked. */
	readonly services: readonly string[];
}

/** Serves a library over the standard input and output until the input ends. */
export async function serve({ writes, services, ...request }: McpRequest, host: CommandHost): Promise<void> {
	const strange = services.find(service => !isServiceId(service));
	if (strange !== undefined) {
		throw new UsageError(`There is no service “${strange}”. Choose of ${serviceIds.join(', ')}.`);
	}
	const { place } = await openSession(
		{ ...request, needsLibrary: false, asking: host.networkFor(new Set(services.filter(isServiceId))) },
		host,
	);
	const mcp = createServer({ place, writes, version });
	const { server } = mcp;
	const closed = new Promise<void>(resolve => {
		server.onclose = resolve;
		process.stdin.on('end', resolve);
		process.stdin.on('close', resolve);
	});
	server.onerror = error => host.report(`A message was not understood: ${error.message.slice(0, 300)}`);
	await mcp.connect(new StdioServerTransport());
	await closed;
	place.dispose();
}
