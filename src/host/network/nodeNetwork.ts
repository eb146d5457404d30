import type { Clock, FileStore, Log } from '../../core/files/ports';
import { AnswerStore } from '../../core/sources/answerStore';
import { Asking } from '../../core/sources/asking';
import { Politeness } from '../../core/sources/politeness';
import { services } from '../../core/sources/services';
import type { ServiceId } from '../../core/sources/services';
import { cacheFolder } from '../files/nodeCaches';
import { nodeFileStore } from '../files/nodeFileStore';
import { fetchHttp } from './http';
import { waitFor } from './waitFor';

type Environment = Readonly<Record<string, string | undefined>>;

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The network for programs outside an editor: only the services that are named. Answers are kept where caches are. */
export function nodeNetwork(environment: Environment): (wanted: ReadonlySet<ServiceId>) => Asking {
	const clock: Clock = { now: () => new Date() };
	return wanted => {
		const files: FileStore = nodeFileStore();
		return new Asking({
			politeness: new Politeness(fetchHttp('Marginalia (command line)'), { clock, wait: waitFor }),
			answers: new AnswerStore(files, cacheFolder(environment, 'answers')),
			clock,
			wait: waitFor,
			log: silent,
			permissions: {
				inBrowser: false,
				mayAsk: service => wanted.has(service),
				address: service => environment[`MARGINALIA_${service.toUpperCase().replaceAll('-', '_')}_ADDRESS`] ?? services[service].url,
				credentials: () => Promise.resolve({ secret: false }),
			},
		});
	};
}
