import { QueueOf } from "./QueueOf.tsx";

export const WholeQueuePage = () => <QueueOf page="queue" title="Whole queue" assigned="any" />;
