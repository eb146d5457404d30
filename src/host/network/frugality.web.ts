import { savesData } from '../../core/feeds/frugality';

/** Whether the browser wants few data. What power it runs on, a worker cannot know. */
export function shouldSave(): Promise<boolean> {
	const navigator: unknown = Reflect.get(globalThis, 'navigator');
	return Promise.resolve(
		typeof navigator === 'object' && navigator !== null && 'connection' in navigator && savesData(navigator.connection),
	);
}
