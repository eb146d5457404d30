import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
	CallToolRequestSchema,
	ErrorCode,
	GetPromptRequestSchema,
	ListPromptsRequestSchema,
	ListResourceTemplatesRequestSchema,
	ListResourcesRequestSchema,
	ListToolsRequestSchema,
	McpError,
	ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Cancellation } from '../../core/files/ports';
import { present } from '../../core/paper/paper';
import { readPaper } from '../../core/tools/readPaper';
import { inputSchema, readInput } from '../../core/tools/toolInput';
import { strangersTextNotice, tools } from '../../core/tools/tools';
import type { Tool } from '../../core/tools/tools';
import type { WorkplaceOnDisk } from '../../core/tools/workplaceOnDisk';
import { promptMessages, prompts } from './prompts';
import { addressPart } from '../../core/text/addressPart';

export interface ServerOptions {
	readonly place: WorkplaceOnDisk;
	/** Whether the library, notes and documents may be changed. */
	readonly writes: boolean;
	readonly version: string;
}

/** So many papers are on one page of the list of resources. */
const resourcesAtOnce = 100;
const paperScheme = 'marginalia://paper/';

/** The named functions as a server of the Model Context Protocol. https://modelcontextprotocol.io/specification */
export function createServer({ place, writes, version }: ServerOptions): McpServer {
	const mcp = new McpServer(
		{ name: 'marginalia', title: 'Marginalia', version },
		{
			capabilities: { tools: {}, resources: {}, prompts: {} },
			instructions: `A library of papers, and the notes and documents that cite them. Cite only with keys that search_papers gave, and check every text that cites with check_citations before showing it. ${strangersTextNotice}`,
		},
	);
	// Its own registering of tools wants their arguments in another form of schema than the editor's tools have.
	const { server } = mcp;
	const offered = tools.filter(tool => writes || !tool.writes);

	server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: offered.map(listed) }));

	server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
		const tool = tools.find(({ name }) => name === params.name);
		if (tool === undefined) {
			throw new McpError(ErrorCode.InvalidParams, `There is no tool “${params.name.slice(0, 100)}”.`);
		}
		if (tool.writes && !writes) {
			return refusal('This server only reads. Start it with --write to let it change the library, notes and documents.');
		}
		const read = readInput(tool.input, params.arguments ?? {});
		if (read.kind === 'mistake') {
			return refusal(read.message);
		}
		await place.refresh();
		const answer = await tool.run(place, read.input, cancellationOf(signal));
		if (answer.kind === 'problem') {
			return refusal(answer.message);
		}
		const structured = { ...answer.answer, notice: strangersTextNotice };
		return { content: [{ type: 'text', text: JSON.stringify(structured) }], structuredContent: structured };
	});

	server.setRequestHandler(ListResourcesRequestSchema, async ({ params }) => {
		await place.refresh();
		const start = offsetOf(params?.cursor);
		const heads = place.papers.heads();
		const page = heads.slice(start, start + resourcesAtOnce);
		return {
			resources: page.map(({ key, title }) => ({ uri: uriOf(key), name: key, title: title.slice(0, 300), mimeType: 'application/json' })),
			...present('nextCursor', start + resourcesAtOnce < heads.length ? String(start + resourcesAtOnce) : undefined),
		};
	});

	server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
		resourceTemplates: [
			{ uriTemplate: `${paperScheme}{key}`, name: 'paper', title: 'Paper by citation key', mimeType: 'application/json' },
		],
	}));

	server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }) => {
		await place.refresh();
		const key = keyOf(uri);
		const read = key === undefined ? undefined : await readPaper(place, key);
		if (read?.kind !== 'read') {
			throw new McpError(ErrorCode.InvalidParams, read?.message ?? 'That is not the address of a paper.');
		}
		return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify({ ...read.answer, notice: strangersTextNotice }) }] };
	});

	server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [...prompts] }));

	server.setRequestHandler(GetPromptRequestSchema, async ({ params }) => {
		await place.refresh();
		const made = await promptMessages(params.name, params.arguments ?? {}, place);
		if (made.kind === 'problem') {
			throw new McpError(ErrorCode.InvalidParams, made.message);
		}
		return { messages: [...made.messages] };
	});

	return mcp;
}

function listed({ name, title, about, writes, asksServices, input }: Tool) {
	return {
		name,
		title,
		description: about,
		inputSchema: { ...inputSchema(input), type: 'object' as const },
		annotations: { title, readOnlyHint: !writes, destructiveHint: false, idempotentHint: !writes, openWorldHint: asksServices },
	};
}

/** What a call could not do is an answer too: the model reads it and can ask better. */
function refusal(message: string): CallToolResult {
	return { content: [{ type: 'text', text: message }], isError: true };
}

function cancellationOf(signal: AbortSignal): Cancellation {
	return {
		get isCancellationRequested() {
			return signal.aborted;
		},
		onCancellationRequested: listener => {
			signal.addEventListener('abort', listener, { once: true });
			return { dispose: () => signal.removeEventListener('abort', listener) };
		},
	};
}

/** A cursor is the offset of its page; whoever makes one up gets an error, as the protocol wants. */
function offsetOf(cursor: string | undefined): number {
	if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
		throw new McpError(ErrorCode.InvalidParams, 'That is not a cursor of this server.');
	}
	return Number(cursor ?? 0);
}

function uriOf(key: string): string {
	return paperScheme + addressPart(key);
}

function keyOf(uri: string): string | undefined {
	try {
		return uri.startsWith(paperScheme) ? decodeURIComponent(uri.slice(paperScheme.length)) : undefined;
	} catch {
		return undefined;
	}
}
