import type { Command } from 'commander';
import { present } from '../../core/paper/paper';
import type { LibraryOptions, Terminal } from '../terminal';
import { withLibrary } from '../terminal';

/** `mcp` */
export function addAssistants(program: Command, { host }: Terminal): void {
	withLibrary(program.command('mcp'))
		.description('Serve the library to language models over the Model Context Protocol, on the standard input and output.')
		.option('--write', 'also let them add papers, write notes and cite in documents; without it, nothing is changed')
		.option(
			'--service <service>',
			'a service that add_papers may ask, such as crossref or arxiv; may be given several times',
			(service, before: readonly string[]) => [...before, service],
			[],
		)
		.action(async (options: LibraryOptions & { readonly write?: true; readonly service: readonly string[] }) => {
			const { serve } = await import('../commands/mcp');
			await serve(
				{
					writes: options.write === true,
					services: options.service,
					...present('library', options.library),
					...present('workspace', options.workspace),
				},
				host,
			);
		});
}
