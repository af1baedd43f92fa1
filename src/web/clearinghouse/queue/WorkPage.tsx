import { QueueOf } from "./QueueOf.tsx";

export const WorkPage = () => <QueueOf page="work" title="My work" assigned="me" />;
