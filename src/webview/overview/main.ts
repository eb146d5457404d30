import '../shared/sentences';
import '../shared/view.css';
import './overview.css';
import { parseToOverview } from '../../protocol/overview';
import { vsCodeApi } from '../shared/vscodeApi';
import { OverviewView } from './overviewView';

const api = vsCodeApi();
const view = new OverviewView(document.body, message => api.postMessage(message));

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const message = parseToOverview(event.data);
	if (message !== undefined) {
		view.show(message);
	}
});
api.postMessage({ type: 'ready' });
