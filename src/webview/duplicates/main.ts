import '../shared/sentences';
import '../shared/view.css';
import './duplicates.css';
import { parseToDuplicates } from '../../protocol/duplicates';
import { vsCodeApi } from '../shared/vscodeApi';
import { DuplicatesView } from './duplicatesView';

const api = vsCodeApi();
const view = new DuplicatesView(document.body, message => api.postMessage(message));

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const message = parseToDuplicates(event.data);
	if (message !== undefined) {
		view.show(message);
	}
});
api.postMessage({ type: 'ready' });
