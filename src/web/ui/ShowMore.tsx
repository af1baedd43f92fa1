import { TextButton } from "./Page.tsx";

type Paged = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
};

/** The next page of a list, where there is one. */
export const ShowMore = ({ of }: { readonly of: Paged }) =>
  of.hasNextPage && (
    <p className="small">
      <TextButton disabled={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
        Show more
      </TextButton>
    </p>
  );
