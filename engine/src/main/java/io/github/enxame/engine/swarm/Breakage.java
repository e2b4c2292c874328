package io.github.enxame.engine.swarm;

import io.github.enxame.engine.transport.Link;

/** Whose an event was that could not be handled: that link or torrent fails, and nobody else. Runs on the loop. */
public final class Breakage {
    private Breakage() {}

    /** Ends what an event belonged to because of an error in this program. */
    public static void of(Event event, Throwable error) {
        switch (event) {
            case Event.Opened(var conversation, var link) -> hangUp(conversation, link, error);
            case Event.Greeted(var conversation, var _) -> ended(conversation, error);
            case Event.Received(var conversation, var _, var _) -> ended(conversation, error);
            case Event.Drained(var conversation) -> ended(conversation, error);
            case Event.DialFailed(var conversation, var _) -> ended(conversation, error);
            case Event.Closed(var conversation, var _) -> ended(conversation, error);
            case Event.BlocksRead(var run) -> run.session().swarm().life().broken(error);
            case Event.ReadFailed(var run, var _) ->
                run.session().swarm().life().broken(error);
            case Event.Checking(var swarm, var _) -> swarm.life().broken(error);
            case Event.StoreOpened(var swarm, var _, var _) -> swarm.life().broken(error);
            case Event.PieceVerified(var swarm, var _, var _) -> swarm.life().broken(error);
            case Event.PieceCorrupt(var swarm, var _, var _) -> swarm.life().broken(error);
            case Event.Durable(var swarm, var _) -> swarm.life().broken(error);
            case Event.Finished(var swarm) -> swarm.life().broken(error);
            case Event.PiecesLost(var swarm, var _, var _) -> swarm.life().broken(error);
            case Event.PiecesFound(var swarm, var _) -> swarm.life().broken(error);
            case Event.StoreFailed(var swarm, var _) -> swarm.life().broken(error);
            case Event.Announced(var swarm, var _, var _, var _) -> swarm.life().broken(error);
            case Event.HashesDue(var swarm) -> swarm.life().broken(error);
            case Event.InfoRead(var swarm, var _, var _) -> swarm.life().broken(error);
            case Event.NeighbourHeard _,
                    Event.UtpTried _,
                    Event.NetworkChanged(),
                    Event.Tick(),
                    Event.Question _,
                    Event.Command _ -> {}
        }
    }

    private static void hangUp(Conversation conversation, Link link, Throwable error) {
        link.close();
        ended(conversation, error);
    }

    private static void ended(Conversation conversation, Throwable error) {
        switch (conversation.phase()) {
            case Conversation.Phase.Dialling(var swarm, var _) -> swarm.life().broken(error);
            case Conversation.Phase.Greeting(var _, var _, var link) -> link.close();
            case Conversation.Phase.Listening(var link) -> link.close();
            case Conversation.Phase.Ended(var link) -> link.close();
            case Conversation.Phase.Presuming(var session) ->
                session.swarm().connections().disconnect(session, "an error in this program: " + error);
            case Conversation.Phase.Talking(var session) ->
                session.swarm().connections().disconnect(session, "an error in this program: " + error);
            case Conversation.Phase.Knocking _, Conversation.Phase.Over _ -> {}
        }
    }
}
