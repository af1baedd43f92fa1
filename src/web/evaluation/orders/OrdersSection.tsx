import { useQuery } from "@tanstack/react-query";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { ReviewAct } from "../../review/ReviewAct.tsx";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { OrderDialog } from "./OrderDialog.tsx";
import { OrderLine } from "./OrderLine.tsx";
import { ordersQuery } from "./ordersQuery.ts";

/** Evaluations that one's agency asks its own runner to carry out. The lab sees each access; questions and answers stay with the agency. */
export function OrdersSection({ page }: { readonly page: ReviewPage }) {
  const query = useQuery(ordersQuery(page.ref));
  return (
    <Section
      id="evaluations"
      title="Evaluations"
      fact="by your own runner and key"
      act={
        <ReviewAct page={page} move="give-result" label="Order an evaluation">
          {(close) => <OrderDialog page={page} onClose={close} />}
        </ReviewAct>
      }
    >
      <Asked query={query} what="the evaluations" lines={2}>
        {(orders) =>
          orders.length === 0 ? (
            <EmptyState fact="None ordered yet.">
              An order names the grant, the sealed credentials, a configuration and a budget. Your
              runner takes it on your machine:{" "}
              <code>assay eval runner --review {page.ref} --identity KEYFILE</code>.
            </EmptyState>
          ) : (
            orders.map((order) => <OrderLine key={order.id} page={page} order={order} />)
          )
        }
      </Asked>
    </Section>
  );
}
